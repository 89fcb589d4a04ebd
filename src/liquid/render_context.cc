// SPDX-License-Identifier: Apache-2.0
#include "liquid/render_context.h"

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

bool RenderContext::HasRoomFor(std::size_t bytes) {
  if (arena_.HasRoomFor(bytes)) return true;
  Exceed(Concat("temporary values exceed ", options_.max_temporary_bytes,
                " bytes"));
  return false;
}

char* RenderContext::NewText(std::size_t size) {
  if (!HasRoomFor(size) || !SpendText(size)) return nullptr;
  return arena_.Allocate(size);
}

Value* RenderContext::NewElements(std::size_t size) {
  if (!HasRoomFor(size * sizeof(Value))) return nullptr;
  if (!Spend(static_cast<std::int64_t>(size))) return nullptr;
  return arena_.AllocateArray<Value>(size);
}

Value RenderContext::Keep(std::string_view text) {
  if (!HasRoomFor(text.size())) return Value("");
  return Value(arena_.Copy(text));
}

bool RenderContext::SpendOn(const Value& value) {
  return Spend(WeightOf(value));
}

std::string_view RenderContext::Text(const Value& value) {
  if (value.is_string()) return value.text();
  if (value.is_nil() || !SpendOn(value)) return "";
  std::string text;
  AppendText(value, &text);
  return Keep(text).text();
}

}  // namespace herald::liquid
