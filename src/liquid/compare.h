// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "liquid/program.h"
#include "liquid/render_context.h"
#include "liquid/value.h"

namespace herald::liquid {

// Whether two values are equal, as `==` says: integers and floats by their
// number, arrays and objects by their elements.
bool AreEqual(const Value& left, const Value& right);

// As AreEqual, but 1 and 1.0 differ, as they do to `uniq`.
bool AreIdentical(const Value& left, const Value& right);

// The order of two values of one sort, as for `sort`: negative, zero or
// positive; nothing if there is none.
std::optional<int> Order(const Value& left, const Value& right);

// Whether a comparison holds, with `empty` and `blank` in their meaning. Fails
// when text is compared with a number in size.
bool Compare(const Value& left, Comparison::Operator op, const Value& right,
             RenderContext* context);

}  // namespace herald::liquid
