// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "liquid/text_builder.h"
#include "liquid/value.h"

namespace herald::liquid {

// Appends a value as `{{ ... }}` prints it: nothing for nil, the elements of an
// array one after the other, an object as in `{"a"=>1}`.
void AppendOutput(const Value& value, TextBuilder* out);

// Appends a value as filters see it: as above, but an array as in `["a", 1]`.
void AppendText(const Value& value, TextBuilder* out);

// Appends a float with at least one digit behind the point, or with an exponent
// from 1e15 and below 1e-4: `1.0`, `1.0e+15`.
void AppendFloat(double number, TextBuilder* out);
using FloatBuffer = std::array<char, 48>;
std::string_view FormatFloat(double number, FloatBuffer* buffer);

// Appends a value so that values differ in it if `uniq` tells them apart.
void AppendKey(const Value& value, TextBuilder* out);

}  // namespace herald::liquid
