// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "liquid/arena_list.h"
#include "liquid/value.h"

namespace herald::liquid {

class ForLoop;

// Values by name, in the arena of the rendering. A list while there are few,
// with an index once there are many. Names must outlive it.
class Names {
 public:
  explicit Names(RenderContext* context)
      : context_(context), members_(context) {}

  const Value* Find(std::string_view name) const;
  void Set(std::string_view name, Value value);

 private:
  static constexpr std::size_t kFew = 12;

  std::uint32_t* FindSlot(std::string_view name) const;
  void MakeIndex();

  RenderContext* context_;
  ArenaList<Member> members_;
  // A hash table of positions in the list, counted from 1; 0 is free.
  std::uint32_t* slots_ = nullptr;
  std::size_t slot_count_ = 0;  // A power of two.
};

// All that a template can change while it is rendered. `include` shares its
// parent's, `render` starts with a new one.
struct Scope {
  explicit Scope(RenderContext* context, const Object* variables = nullptr)
      : environment(variables),
        frames(context),
        assigned(context),
        counters(context),
        continuations(context),
        cycles(context) {}

  // The variables given; null for `render`.
  const Object* environment;
  // The variables of loops and arguments of partials, the innermost last.
  ArenaList<Member> frames;
  // What `assign` and `capture` have set.
  Names assigned;
  // What `increment` and `decrement` count.
  Names counters;
  // Where loops stopped, for `offset: continue`.
  Names continuations;
  // How many steps each `cycle` has made.
  Names cycles;
  // The values of paths as they are written, where none of them ever changes;
  // else null.
  Names* known = nullptr;
  std::optional<std::string_view> last_change;
  const ForLoop* loop = nullptr;
};

}  // namespace herald::liquid
