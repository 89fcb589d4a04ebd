// SPDX-License-Identifier: Apache-2.0
#include "liquid/arena_text.h"

#include <algorithm>
#include <cstring>

namespace herald::liquid {
namespace {

constexpr std::size_t kFirst = 64;

}  // namespace

bool ArenaText::Grow(std::size_t bytes) {
  Arena& arena = context_->arena();
  const std::string_view old = text();
  const std::size_t needed =
      std::max({kFirst, capacity() * 2, old.size() + bytes});
  if (capacity() > 0 && arena.Extend(old.data(), capacity(), needed)) {
    Move(const_cast<char*>(old.data()), needed);
    return true;
  }
  char* memory = context_->NewBytes(needed);
  if (memory == nullptr) return false;
  if (!old.empty()) std::memcpy(memory, old.data(), old.size());
  Move(memory, needed);
  return true;
}

std::string_view ArenaText::Finish() {
  if (capacity() == 0) return "";
  context_->arena().GiveBack(text().data(), capacity(), size());
  return text();
}

}  // namespace herald::liquid
