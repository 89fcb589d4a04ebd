// SPDX-License-Identifier: Apache-2.0
#include "liquid/tree.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace herald::liquid {
namespace {

// Objects of more members than this are searched by an index.
constexpr std::size_t kFew = 8;

const std::uint32_t* OrderByName(const std::vector<Member>& members,
                                 Arena& arena) {
  auto* order = arena.AllocateArray<std::uint32_t>(members.size());
  std::iota(order, order + members.size(), 0u);
  std::stable_sort(order, order + members.size(),
                   [&members](std::uint32_t a, std::uint32_t b) {
                     return members[a].name < members[b].name;
                   });
  return order;
}

}  // namespace

Value NewObject(const std::vector<Member>& members, Arena& arena) {
  auto* entries = arena.AllocateArray<Member>(members.size());
  std::copy(members.begin(), members.end(), entries);
  Members object{.entries = entries,
                 .by_name = nullptr,
                 .size = static_cast<std::uint32_t>(members.size())};
  if (members.size() > kFew) object.by_name = OrderByName(members, arena);
  return Value::Of(*arena.New<Members>(object));
}

std::vector<Member> WithLists(std::vector<Member> members, Arena& arena) {
  if (members.size() < 2) return members;
  const std::uint32_t* order = OrderByName(members, arena);
  const std::uint32_t* const end = order + members.size();
  std::vector<bool> is_in_list(members.size());
  while (order != end) {
    Member& first = members[*order];
    const std::uint32_t* const others = std::find_if(
        order, end,
        [&](std::uint32_t index) { return members[index].name != first.name; });
    if (others - order > 1) {
      const auto count = static_cast<std::size_t>(others - order);
      auto* elements = arena.AllocateArray<Value>(count);
      for (std::size_t i = 0; i < count; ++i) {
        elements[i] = members[order[i]].value;
        is_in_list[order[i]] = i > 0;
      }
      first.value = Value::Array(elements, count);
    }
    order = others;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_in_list[i]) members[kept++] = members[i];
  }
  members.resize(kept);
  return members;
}

}  // namespace herald::liquid
