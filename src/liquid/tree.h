// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "liquid/arena.h"
#include "liquid/value.h"

namespace herald::liquid {

// An object of these members in this order, whose names all differ. Lives as
// long as the arena.
Value NewObject(const std::vector<Member>& members, Arena& arena);

// The same members with those of one name as an array, in the place of the
// first.
std::vector<Member> WithLists(std::vector<Member> members, Arena& arena);

}  // namespace herald::liquid
