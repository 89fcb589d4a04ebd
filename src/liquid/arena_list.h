// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "liquid/render_context.h"

namespace herald::liquid {

// A list in the arena of the rendering. What goes beyond the bound on
// temporaries is dropped, with an error in the context. One thread.
template <typename T>
class ArenaList {
 public:
  explicit ArenaList(RenderContext* context) : context_(context) {
    static_assert(std::is_trivially_copyable_v<T>);
  }

  T* begin() const { return begin_; }
  T* end() const { return begin_ + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t index) const { return begin_[index]; }

  void push_back(const T& value) {
    if (size_ == capacity_ && !Reserve(std::max<std::size_t>(8, size_ * 2))) {
      return;
    }
    begin_[size_++] = value;
  }

  // Makes room for this many elements in all; false beyond the bound.
  bool Reserve(std::size_t count) {
    if (count <= capacity_) return true;
    T* memory = context_->NewArray<T>(count);
    if (memory == nullptr) return false;
    std::copy(begin_, begin_ + size_, memory);
    begin_ = memory;
    capacity_ = count;
    return true;
  }

  // Forgets what lies behind `size` elements.
  void Truncate(std::size_t size) { size_ = std::min(size, size_); }

 private:
  RenderContext* context_;
  T* begin_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace herald::liquid
