// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "liquid/value.h"

namespace herald::liquid {

class ForLoop;

// Values by name. A list while there are few, with an index once there are
// many. Names must outlive it.
class Names {
 public:
  const Value* Find(std::string_view name) const;
  void Set(std::string_view name, Value value);

 private:
  static constexpr std::size_t kFew = 12;

  std::vector<Member> members_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

// All that a template can change while it is rendered. `include` shares its
// parent's, `render` starts with a new one.
struct Scope {
  // The variables given; null for `render`.
  const Object* environment = nullptr;
  // The variables of loops and arguments of partials, the innermost last.
  std::vector<Member> frames;
  // What `assign` and `capture` have set.
  Names assigned;
  // What `increment` and `decrement` count.
  Names counters;
  // Where loops stopped, for `offset: continue`.
  Names continuations;
  std::unordered_map<std::string, std::uint32_t> cycles;
  std::optional<std::string> last_change;
  const ForLoop* loop = nullptr;
};

}  // namespace herald::liquid
