// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <algorithm>

#include "liquid/concat.h"
#include "liquid/convert.h"
#include "liquid/elements.h"
#include "liquid/loop_objects.h"
#include "liquid/renderer.h"

namespace herald::liquid {

Value Renderer::Elements(const Value& value) {
  if (value.is_array() || value.kind() == Value::Kind::kRange) return value;
  if (value.is_string() && !value.text().empty()) {
    Value* element = context_->NewElements(1);
    if (element == nullptr) return Value();
    *element = value;
    return Value::Array(element, 1);
  }
  if (!value.is_object()) return Value();
  ArenaList<Value> pairs(context_);
  ForEachMember(value, [&](std::string_view name, Value member) {
    Value* pair = context_->NewElements(2);
    if (pair == nullptr) return;
    pair[0] = context_->Keep(name);
    pair[1] = member;
    pairs.push_back(Value::Array(pair, 2));
  });
  return Value::Array(pairs.begin(), pairs.size());
}

bool Renderer::TakeBound(ExpressionIndex index, bool is_strict,
                         std::int64_t* number) {
  const Value value = evaluator_.Evaluate(index);
  if (value.is_nil()) {
    *number = 0;
    return true;
  }
  const auto taken = is_strict ? StrictInteger(value) : LenientInteger(value);
  if (!taken) {
    context_->Fail("a loop's limit, offset and cols must be integers");
    return false;
  }
  *number = *taken;
  return true;
}

Renderer::Segment Renderer::SegmentOf(const Loop& loop) {
  // `tablerow` is as lenient as Shopify's: '2 apples' is 2.
  const bool is_for = !loop.is_table;
  Segment segment;
  std::int64_t begin = 0;
  if (loop.continues) {
    const Value* last = evaluator_.scope().continuations.Find(loop.name);
    if (last != nullptr) begin = last->integer();
  } else if (!TakeBound(loop.offset, is_for, &begin)) {
    return segment;
  }
  std::int64_t limit = 0;
  if (!TakeBound(loop.limit, is_for, &limit)) return segment;
  const bool has_limit = loop.limit != kNone &&
                         (!is_for || !evaluator_.Evaluate(loop.limit).is_nil());
  const Value collection = evaluator_.Evaluate(loop.collection);
  segment.collection = Elements(collection);
  const std::int64_t count = CountElements(segment.collection);
  std::int64_t end = count;
  if (has_limit && __builtin_add_overflow(begin, limit, &end)) end = count;
  // A negative offset begins at the first element, but still shortens what the
  // limit leaves.
  segment.begin = std::clamp<std::int64_t>(begin, 0, count);
  segment.count =
      std::max<std::int64_t>(std::min(end, count) - segment.begin, 0);
  // Text is one element, whatever the bounds.
  if (collection.is_string()) {
    segment.begin = 0;
    segment.count = count;
  }
  if (is_for) {
    std::int64_t stopped = 0;
    if (__builtin_add_overflow(begin, segment.count, &stopped)) stopped = begin;
    evaluator_.scope().continuations.Set(loop.name, Value(stopped));
  }
  return segment;
}

bool Renderer::GoesOn() {
  const Interrupt interrupt = std::exchange(interrupt_, Interrupt::kNone);
  return !context_->failed() && interrupt != Interrupt::kBreak;
}

void Renderer::RenderFor(const Loop& loop) {
  const Segment segment = SegmentOf(loop);
  if (context_->failed()) return;
  if (segment.count == 0) return RenderBody(loop.otherwise);
  Scope& scope = evaluator_.scope();
  ForLoop* const object =
      context_->arena().New<ForLoop>(loop.name, segment.count, scope.loop);
  const ForLoop* const outer = std::exchange(scope.loop, object);
  const std::size_t frame = scope.frames.size();
  scope.frames.push_back({"forloop", Value(object)});
  scope.frames.push_back({loop.variable, Value()});
  for (std::int64_t i = 0; i < segment.count; ++i) {
    if (context_->failed() || !context_->SpendIteration()) break;
    const std::int64_t at = loop.reversed ? segment.count - 1 - i : i;
    scope.frames[frame + 1].value =
        ElementAt(segment.collection, segment.begin + at);
    RenderBody(loop.body);
    object->Advance();
    if (!GoesOn()) break;
  }
  scope.frames.Truncate(frame);
  scope.loop = outer;
}

void Renderer::RenderTableRow(const Loop& loop) {
  const Value collection = evaluator_.Evaluate(loop.collection);
  if (!collection.is_true()) return;
  const Segment segment = SegmentOf(loop);
  if (context_->failed()) return;
  std::int64_t columns = segment.count;
  if (loop.columns != kNone && !TakeBound(loop.columns, false, &columns)) {
    return;
  }
  Scope& scope = evaluator_.scope();
  const std::size_t frame = scope.frames.size();
  auto* const row = context_->arena().New<TableRowLoop>(segment.count, columns);
  scope.frames.push_back({"tablerowloop", Value(row)});
  scope.frames.push_back({loop.variable, Value()});
  AppendAll(out_, "<tr class=\"row1\">\n");
  RenderRow(loop, segment, row);
  AppendAll(out_, "</tr>\n");
  scope.frames.Truncate(frame);
}

void Renderer::RenderRow(const Loop& loop, const Segment& segment,
                         TableRowLoop* row) {
  const std::size_t variable = evaluator_.scope().frames.size() - 1;
  for (std::int64_t i = 0; i < segment.count; ++i) {
    if (context_->failed() || !context_->SpendIteration()) return;
    evaluator_.scope().frames[variable].value =
        ElementAt(segment.collection, segment.begin + i);
    AppendAll(out_, "<td class=\"col", row->column(), "\">");
    RenderBody(loop.body);
    AppendAll(out_, "</td>");
    if (!GoesOn()) return;
    if (row->ends_row() && !row->is_last()) {
      AppendAll(out_, "</tr>\n<tr class=\"row", row->row() + 1, "\">");
    }
    row->Advance();
  }
}

}  // namespace herald::liquid
