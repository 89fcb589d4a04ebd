// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "liquid/arena_list.h"
#include "liquid/render_context.h"
#include "liquid/value.h"

namespace herald::liquid {

// What array filters share.

using Items = ArenaList<Value>;

// The elements a filter works on: those of an array, with arrays within it
// opened up, and of a range; nothing for nil; any other value alone. Empty,
// with an error, if there are too many.
Items ItemsOf(const Value& value, RenderContext* context);

// The items as an array.
Value ArrayOf(const Items& items);

// Whether an item can have properties at all. Text and integers can, as in
// Ruby: the property of a text is the part of it that equals the name.
bool CanSelect(const Value& item);

// The property of an item that CanSelect(). Fails if the name makes no sense
// for it, for example text for an integer.
Value Select(const Value& item, const Value& property, RenderContext* context);

}  // namespace herald::liquid
