// SPDX-License-Identifier: Apache-2.0
#include "liquid/scope.h"

#include <algorithm>
#include <functional>

namespace herald::liquid {

// The name's slot, or the free one that it would take.
std::uint32_t* Names::FindSlot(std::string_view name) const {
  std::size_t at = std::hash<std::string_view>()(name);
  while (true) {
    std::uint32_t& slot = slots_[at++ & (slot_count_ - 1)];
    if (slot == 0 || members_[slot - 1].name == name) return &slot;
  }
}

const Value* Names::Find(std::string_view name) const {
  if (slots_ != nullptr) {
    const std::uint32_t position = *FindSlot(name);
    return position == 0 ? nullptr : &members_[position - 1].value;
  }
  for (const Member& member : members_) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

void Names::Set(std::string_view name, Value value) {
  if (const Value* found = Find(name)) {
    *const_cast<Value*>(found) = value;
    return;
  }
  members_.push_back({name, value});
  if (members_.size() <= kFew || context_->failed()) return;
  if (members_.size() * 2 > slot_count_) return MakeIndex();
  *FindSlot(name) = static_cast<std::uint32_t>(members_.size());
}

void Names::MakeIndex() {
  slot_count_ = std::max<std::size_t>(slot_count_ * 2, 64);
  slots_ = context_->NewArray<std::uint32_t>(slot_count_);
  if (slots_ == nullptr) return;
  std::fill(slots_, slots_ + slot_count_, 0);
  for (std::size_t i = 0; i < members_.size(); ++i) {
    *FindSlot(members_[i].name) = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace herald::liquid
