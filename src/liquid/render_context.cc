// SPDX-License-Identifier: Apache-2.0
#include "liquid/render_context.h"

#include "liquid/arena_text.h"
#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/text.h"

namespace herald::liquid {

RenderContext::RenderContext(const RenderOptions& options)
    : options_(options),
      arena_(options.max_temporary_bytes),
      steps_left_(options.max_steps),
      iterations_left_(options.max_loop_iterations) {}

Value RenderContext::Fail(std::string_view message) {
  if (status_.ok()) {
    status_ =
        absl::InvalidArgumentError(Concat(program_->Place(offset_), message));
  }
  return Value();
}

Value RenderContext::Exceed(std::string_view message) {
  if (status_.ok()) {
    status_ =
        absl::ResourceExhaustedError(Concat(program_->Place(offset_), message));
  }
  return Value();
}

bool RenderContext::ExceedTemporaries() {
  Exceed(Concat("temporary values exceed ", options_.max_temporary_bytes,
                " bytes"));
  return false;
}

bool RenderContext::ExceedSteps() {
  Exceed(Concat("too much work; ", options_.max_steps, " steps are allowed"));
  return false;
}

bool RenderContext::ExceedIterations() {
  Exceed(Concat("too many loop iterations; ", options_.max_loop_iterations,
                " are allowed"));
  return false;
}

char* RenderContext::NewText(std::size_t size) {
  return SpendText(size) ? NewBytes(size) : nullptr;
}

Value* RenderContext::NewElements(std::size_t size) {
  Value* elements = NewArray<Value>(size);
  if (elements == nullptr) return nullptr;
  return Spend(static_cast<std::int64_t>(size)) ? elements : nullptr;
}

Value RenderContext::Keep(std::string_view text) {
  if (!HasRoomFor(text.size())) return Value("");
  return Value(arena_.Copy(text));
}

bool RenderContext::SpendOn(const Value& value) {
  return Spend(WeightOf(value));
}

std::string_view RenderContext::TextOfOther(const Value& value) {
  if (value.is_nil() || !SpendOn(value)) return "";
  ArenaText text(this);
  AppendText(value, &text);
  return text.Finish();
}

}  // namespace herald::liquid
