// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace herald::liquid {

// Text that grows at its end, in one piece. Where it is kept is up to the class
// below it. Beyond what that can hold, text is dropped. One thread.
class TextBuilder {
 public:
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void append(std::string_view text) {
    if (text.empty()) return;
    if (text.size() > static_cast<std::size_t>(end_ - next_) &&
        !Grow(text.size())) {
      return;
    }
    std::memcpy(next_, text.data(), text.size());
    next_ += text.size();
  }
  void append(std::size_t count, char c);
  void push_back(char c) {
    if (next_ == end_ && !Grow(1)) return;
    *next_++ = c;
  }

  std::size_t size() const { return static_cast<std::size_t>(next_ - begin_); }
  bool empty() const { return next_ == begin_; }
  // Holds until more is appended.
  std::string_view text() const { return {begin_, size()}; }
  // Forgets what lies behind `size` bytes.
  void Truncate(std::size_t size) { next_ = begin_ + size; }

 protected:
  TextBuilder(char* begin, std::size_t capacity)
      : begin_(begin), next_(begin), end_(begin + capacity) {}
  ~TextBuilder() = default;

  // Makes room for this many bytes more; false if there is none.
  virtual bool Grow(std::size_t bytes) = 0;
  // Goes on in other memory, into which the text was copied.
  void Move(char* begin, std::size_t capacity) {
    next_ = begin + size();
    begin_ = begin;
    end_ = begin + capacity;
  }
  std::size_t capacity() const {
    return static_cast<std::size_t>(end_ - begin_);
  }

 private:
  char* begin_;
  char* next_;
  char* end_;
};

// Text at the end of a string. Short text waits beside it, so that the string
// takes its memory once. Finish() completes the string.
class StringText final : public TextBuilder {
 public:
  // `out` must outlive it, untouched up to Finish().
  explicit StringText(std::string* out)
      : TextBuilder(first_, sizeof(first_)), out_(out), start_(out->size()) {}

  void Finish();

 private:
  bool Grow(std::size_t bytes) override;

  std::string* out_;
  std::size_t start_;
  bool is_in_string_ = false;
  char first_[512];
};

// Text of at most `kSize` bytes.
template <std::size_t kSize>
class FixedText final : public TextBuilder {
 public:
  FixedText() : TextBuilder(buffer_, kSize) {}

 private:
  bool Grow(std::size_t) override { return false; }

  char buffer_[kSize];
};

}  // namespace herald::liquid
