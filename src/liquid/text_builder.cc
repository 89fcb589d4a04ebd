// SPDX-License-Identifier: Apache-2.0
#include "liquid/text_builder.h"

#include <algorithm>

namespace herald::liquid {

void TextBuilder::append(std::size_t count, char c) {
  if (count == 0) return;
  if (count > static_cast<std::size_t>(end_ - next_) && !Grow(count)) return;
  std::memset(next_, c, count);
  next_ += count;
}

bool StringText::Grow(std::size_t bytes) {
  const std::size_t needed = std::max(capacity() * 2, size() + bytes);
  if (!is_in_string_) {
    out_->append(text());
    is_in_string_ = true;
  }
  out_->resize(start_ + needed);
  Move(out_->data() + start_, needed);
  return true;
}

void StringText::Finish() {
  if (is_in_string_) {
    out_->resize(start_ + size());
  } else {
    out_->append(text());
  }
}

}  // namespace herald::liquid
