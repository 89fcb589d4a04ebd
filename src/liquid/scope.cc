// SPDX-License-Identifier: Apache-2.0
#include "liquid/scope.h"

namespace herald::liquid {

const Value* Names::Find(std::string_view name) const {
  if (members_.size() > kFew) {
    const auto found = index_.find(name);
    return found == index_.end() ? nullptr : &members_[found->second].value;
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
  if (members_.size() <= kFew) return;
  if (index_.empty()) {
    for (std::size_t i = 0; i < members_.size(); ++i) {
      index_[members_[i].name] = i;
    }
  }
  index_[name] = members_.size() - 1;
}

}  // namespace herald::liquid
