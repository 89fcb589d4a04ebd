// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <sanitizer/asan_interface.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <vector>

namespace herald::liquid {

// Where one rendering keeps its temporaries: memory is handed out in a row and
// given back all at once, or back to a mark. Nothing is destroyed. Under
// AddressSanitizer, memory that is not handed out may not be touched. One
// thread.
class Arena {
 public:
  // A place to come back to.
  struct Mark {
    std::size_t block = 0;
    char* next = nullptr;
  };

  explicit Arena(std::size_t max_bytes) : max_bytes_(max_bytes) {
    Close(first_, end_);
  }
  ~Arena() { Open(first_, sizeof(first_)); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Whether this many bytes more would stay within the bound.
  bool HasRoomFor(std::size_t bytes) const {
    return bytes <= max_bytes_ && used_blocks_ <= max_bytes_ - bytes;
  }

  // Memory for this many bytes, aligned for anything. Ask HasRoomFor() first if
  // a template decides how many.
  char* Allocate(std::size_t bytes) {
    const std::size_t taken = Aligned(bytes);
    if (static_cast<std::size_t>(end_ - next_) < taken) AddBlock(taken);
    Open(next_, bytes);
    return std::exchange(next_, next_ + taken);
  }

  template <typename T>
  T* AllocateArray(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(count * sizeof(T))) T[count];
  }

  // An object that is never destroyed and thus must own nothing.
  template <typename T, typename... Arguments>
  T* New(Arguments&&... arguments) {
    return new (Allocate(sizeof(T))) T(std::forward<Arguments>(arguments)...);
  }

  std::string_view Copy(std::string_view text);

  // Makes the newest allocation larger where it is; false if it is not the
  // newest or there is no room behind it.
  bool Extend(const char* memory, std::size_t bytes, std::size_t larger);
  // Makes the newest allocation smaller; nothing happens to any other.
  void GiveBack(const char* memory, std::size_t bytes, std::size_t smaller);

  Mark Here() const { return {current_, next_}; }
  // Forgets what was allocated since.
  void ReturnTo(Mark mark);

 private:
  struct Block {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };

  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  static constexpr std::size_t kFirstBlock = 16384;

  static std::size_t Aligned(std::size_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
  }

  // Tell AddressSanitizer what may be touched.
  static void Open(const char* memory, std::size_t bytes) {
    ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
  }
  static void Close(const char* begin, const char* end) {
    ASAN_POISON_MEMORY_REGION(begin, static_cast<std::size_t>(end - begin));
  }

  void AddBlock(std::size_t bytes);
  void Enter(std::size_t block, char* next);

  std::size_t max_bytes_;
  // Of all blocks before the current one.
  std::size_t used_blocks_ = 0;
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  alignas(std::max_align_t) char first_[4096];
  char* next_ = first_;
  char* end_ = first_ + sizeof(first_);
};

}  // namespace herald::liquid
