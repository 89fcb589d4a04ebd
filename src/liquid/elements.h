// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "liquid/value.h"

namespace herald::liquid {

// How the engine looks into arrays and objects, whatever holds them.

// The number of elements of an array, range or object; 0 of anything else.
// An object that cannot tell its members has none.
std::int64_t CountElements(const Value& value);

// An element of an array or range; `index` must be within its count.
Value ElementAt(const Value& value, std::int64_t index);

// The member of this name; nothing if there is none or it is no object.
std::optional<Value> FindMember(const Value& value, std::string_view name);

// Calls `visit` with each member of an object, in an order that stays the same.
void ForEachMember(const Value& value, Object::Visitor visit);

// How much work it is to go through all of a value: one for each value within
// it and for each 64 bytes of text.
std::int64_t WeightOf(const Value& value);

}  // namespace herald::liquid
