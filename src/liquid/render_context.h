// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "liquid/arena.h"
#include "liquid/liquid.h"
#include "liquid/program.h"

namespace herald::liquid {

// What one rendering has used up and what became of it: the bounds, the memory
// for temporaries and the first error. Filters see no more of the rendering
// than this. One thread.
class RenderContext {
 public:
  explicit RenderContext(const RenderOptions& options);

  const RenderOptions& options() const { return options_; }
  Arena& arena() { return arena_; }

  // The place that errors name from here on.
  void SetPlace(const Program& program, Offset offset) {
    program_ = &program;
    offset_ = offset;
  }
  const Program* program() const { return program_; }

  // Keeps the first error and its place. Always returns nil, for filters.
  Value Fail(std::string_view message);
  // The same for a bound that was exceeded.
  Value Exceed(std::string_view message);
  bool failed() const { return !status_.ok(); }
  const absl::Status& status() const { return status_; }

  // Counts steps of work; false, with an error, beyond the bound.
  bool Spend(std::int64_t steps) {
    steps_left_ -= steps;
    return steps_left_ >= 0 || ExceedSteps();
  }
  bool SpendText(std::size_t bytes) {
    return Spend(static_cast<std::int64_t>(bytes / 64) + 1);
  }
  bool SpendOn(const Value& value);
  bool SpendIteration() {
    return --iterations_left_ >= 0 || ExceedIterations();
  }

  // Memory for a text or elements, which count as work; null, with an error,
  // beyond the bound.
  char* NewText(std::size_t size);
  Value* NewElements(std::size_t size);
  // The same, and no work.
  char* NewBytes(std::size_t size) {
    return HasRoomFor(size) ? arena_.Allocate(size) : nullptr;
  }
  template <typename T>
  T* NewArray(std::size_t size) {
    // No bound is that large, and the product must not overflow.
    const bool is_absurd = size > (std::size_t{1} << 56);
    const std::size_t bytes = is_absurd ? size : size * sizeof(T);
    return HasRoomFor(bytes) ? arena_.AllocateArray<T>(size) : nullptr;
  }
  // A copy that lasts as long as the rendering. Empty beyond the bound.
  Value Keep(std::string_view text);

  // A value as filters see a text: arrays and objects as in `["a", 1]`.
  std::string_view Text(const Value& value) {
    return value.is_string() ? value.text() : TextOfOther(value);
  }

 private:
  bool HasRoomFor(std::size_t bytes) {
    return arena_.HasRoomFor(bytes) || ExceedTemporaries();
  }
  // Each sets its error and returns false.
  bool ExceedTemporaries();
  bool ExceedSteps();
  bool ExceedIterations();
  std::string_view TextOfOther(const Value& value);

  const RenderOptions& options_;
  Arena arena_;
  std::int64_t steps_left_;
  std::int64_t iterations_left_;
  const Program* program_ = nullptr;
  Offset offset_ = 0;
  absl::Status status_;
};

}  // namespace herald::liquid
