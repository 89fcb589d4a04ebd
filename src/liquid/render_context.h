// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
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
    return steps_left_ >= 0 || (Exceed("too much work"), false);
  }
  bool SpendText(std::size_t bytes) {
    return Spend(static_cast<std::int64_t>(bytes / 64) + 1);
  }
  bool SpendOn(const Value& value);
  bool SpendIteration() {
    return --iterations_left_ >= 0 ||
           (Exceed("too many loop iterations"), false);
  }

  // Memory for a text or elements; null, with an error, beyond the bound.
  char* NewText(std::size_t size);
  Value* NewElements(std::size_t size);
  // A copy that lasts as long as the rendering. Empty beyond the bound.
  Value Keep(std::string_view text);

  // A value as filters see a text: arrays and objects as in `["a", 1]`.
  std::string_view Text(const Value& value);

 private:
  bool HasRoomFor(std::size_t bytes);

  const RenderOptions& options_;
  Arena arena_;
  std::int64_t steps_left_;
  std::int64_t iterations_left_;
  const Program* program_ = nullptr;
  Offset offset_ = 0;
  absl::Status status_;
};

}  // namespace herald::liquid
