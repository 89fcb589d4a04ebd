// SPDX-License-Identifier: Apache-2.0
#include "liquid/arena.h"

#include <algorithm>
#include <cstring>

namespace herald::liquid {

std::string_view Arena::Copy(std::string_view text) {
  if (text.empty()) return "";
  char* copy = Allocate(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

bool Arena::Extend(const char* memory, std::size_t bytes, std::size_t larger) {
  const std::size_t more = Aligned(larger) - Aligned(bytes);
  if (memory + Aligned(bytes) != next_ ||
      static_cast<std::size_t>(end_ - next_) < more) {
    return false;
  }
  next_ += more;
  Open(memory, larger);
  return true;
}

void Arena::GiveBack(const char* memory, std::size_t bytes,
                     std::size_t smaller) {
  if (memory + Aligned(bytes) != next_) return;
  Close(memory + smaller, next_);
  next_ -= Aligned(bytes) - Aligned(smaller);
}

// Block 0 stands for `first_`; block n is blocks_[n - 1]. Blocks behind the
// current one are left over from before a ReturnTo() and used again.
void Arena::AddBlock(std::size_t bytes) {
  while (current_ < blocks_.size()) {
    const Block& following = blocks_[current_];
    if (following.size >= bytes) {
      used_blocks_ += following.size;
      return Enter(current_ + 1, following.memory.get());
    }
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(current_));
  }
  const std::size_t doubled =
      blocks_.empty() ? kFirstBlock
                      : std::min<std::size_t>(blocks_.back().size * 2, 1 << 20);
  const std::size_t size = std::max(doubled, bytes);
  blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
  Close(blocks_.back().memory.get(), blocks_.back().memory.get() + size);
  used_blocks_ += size;
  Enter(current_ + 1, blocks_.back().memory.get());
}

void Arena::ReturnTo(Mark mark) {
  const char* const end = next_;
  const std::size_t block = current_;
  for (std::size_t i = mark.block; i < current_; ++i) {
    used_blocks_ -= blocks_[i].size;
    const char* const memory = blocks_[i].memory.get();
    Close(memory, i + 1 == block ? end : memory + blocks_[i].size);
  }
  Enter(mark.block, mark.next == nullptr ? first_ : mark.next);
  Close(next_, block == current_ ? end : end_);
}

void Arena::Enter(std::size_t block, char* next) {
  current_ = block;
  next_ = next;
  end_ = block == 0 ? first_ + sizeof(first_)
                    : blocks_[block - 1].memory.get() + blocks_[block - 1].size;
}

}  // namespace herald::liquid
