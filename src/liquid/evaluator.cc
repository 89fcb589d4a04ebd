// SPDX-License-Identifier: Apache-2.0
#include "liquid/evaluator.h"

#include <utility>

#include <optional>

#include "liquid/arena_text.h"
#include "liquid/compare.h"
#include "liquid/concat.h"
#include "liquid/convert.h"
#include "liquid/elements.h"
#include "liquid/excerpt.h"
#include "liquid/filter.h"
#include "liquid/message.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

using ValueKind = Value::Kind;

constexpr std::size_t kMaxArguments = 4;

}  // namespace

Value Evaluator::EvaluateOperand(ExpressionIndex index) {
  const Expression& expression = program_->expressions[index];
  switch (expression.kind) {
    case Expression::Kind::kLiteral:
      return expression.literal;
    case Expression::Kind::kVariable:
      return scope_->known != nullptr && expression.is_path
                 ? EvaluatePath(expression)
                 : EvaluateVariable(expression);
    case Expression::Kind::kRange:
      return EvaluateRange(expression);
  }
  return Value();
}

Value Evaluator::Evaluate(ExpressionIndex index) {
  if (index == kNone) return Value();
  const Value value = EvaluateOperand(index);
  if (value.kind() == ValueKind::kEmpty || value.kind() == ValueKind::kBlank) {
    return Value("");
  }
  if (value.is_nil() && !is_lenient_) {
    RequireVariable(program_->expressions[index]);
  }
  return value;
}

Value Evaluator::EvaluateLeniently(ExpressionIndex index) {
  const bool was_lenient = std::exchange(is_lenient_, true);
  const Value value = Evaluate(index);
  is_lenient_ = was_lenient;
  return value;
}

void Evaluator::RequireVariable(const Expression& expression) {
  if (expression.kind != Expression::Kind::kVariable) return;
  const std::string_view name = expression.written;
  context_->SetPlace(
      *program_, static_cast<Offset>(name.data() - program_->source.data()));
  context_->Fail(Concat("there is no `", Shown(name, 80), "`"));
}

Value Evaluator::FindVariable(std::string_view name) {
  const auto& frames = scope_->frames;
  for (std::size_t i = frames.size(); i > 0; --i) {
    if (frames[i - 1].name == name) return frames[i - 1].value;
  }
  if (const Value* found = scope_->assigned.Find(name)) return *found;
  if (const Value* found = scope_->counters.Find(name)) return *found;
  if (scope_->environment == nullptr) return Value();
  return scope_->environment->Find(name);
}

Value Evaluator::EvaluatePath(const Expression& expression) {
  if (const Value* known = scope_->known->Find(expression.written))
    return *known;
  const Value value = EvaluateVariable(expression);
  scope_->known->Set(expression.written, value);
  return value;
}

Value Evaluator::EvaluateVariable(const Expression& expression) {
  Value value;
  if (expression.first == kNone) {
    value = FindVariable(expression.name);
  } else {
    const Value name = Evaluate(expression.first);
    if (name.is_string()) value = FindVariable(name.text());
  }
  for (std::uint32_t i = expression.lookups.begin; i < expression.lookups.end;
       ++i) {
    const Lookup& lookup = program_->lookups[i];
    value = lookup.key == kNone ? FollowName(value, lookup)
                                : FollowKey(value, Evaluate(lookup.key));
  }
  if (value.kind() == ValueKind::kTimestamp) {
    ArenaText time(context_);
    AppendTimestamp(value, &time);
    return Value(time.Finish());
  }
  return value;
}

Value Evaluator::FollowName(const Value& value, const Lookup& lookup) {
  if (value.is_nil()) return value;
  if (value.kind() == ValueKind::kMessage) {
    const Value field = FindField(value.message(), lookup.name, &lookup.field);
    if (!field.is_nil()) return field;
  } else if (value.is_object()) {
    if (const auto found = FindMember(value, lookup.name)) return *found;
    if (value.kind() == ValueKind::kObject) return Value();
  }
  if (lookup.name == "size") {
    context_->SpendText(value.is_string() ? value.text().size() : 0);
    return SizeOf(value);
  }
  if (lookup.name == "first") return FirstElement(value, context_);
  if (lookup.name == "last") return LastElement(value);
  return Value();
}

Value Evaluator::FollowKey(const Value& value, const Value& key) {
  if (value.is_array()) {
    if (key.kind() != ValueKind::kInteger) return Value();
    const std::int64_t count = CountElements(value);
    const std::int64_t index =
        key.integer() < 0 ? key.integer() + count : key.integer();
    if (index < 0 || index >= count) return Value();
    return ElementAt(value, index);
  }
  if (key.is_string()) return value.Find(key.text());
  if (key.kind() == ValueKind::kInteger && value.kind() == ValueKind::kMap) {
    return value.Find(Concat(key.integer()));
  }
  return Value();
}

Value Evaluator::EvaluateRange(const Expression& expression) {
  const Value ends[] = {Evaluate(expression.first),
                        Evaluate(expression.second)};
  const bool are_literals = program_->expressions[expression.first].kind ==
                                Expression::Kind::kLiteral &&
                            program_->expressions[expression.second].kind ==
                                Expression::Kind::kLiteral;
  std::int64_t numbers[2] = {0, 0};
  for (int i = 0; i < 2; ++i) {
    // A float is cut off only where both ends are written out.
    const bool is_strict = ends[i].kind() == ValueKind::kFloat && !are_literals;
    const auto number =
        is_strict ? StrictInteger(ends[i]) : LenientInteger(ends[i]);
    if (!number) return context_->Fail("a range goes from integer to integer");
    numbers[i] = *number;
  }
  if (!context_->Spend(1)) return Value();
  return Value::Of(
      *context_->arena().New<Range>(Range{numbers[0], numbers[1]}));
}

Value Evaluator::EvaluateOutput(const Output& output) {
  const bool may_be_nil =
      !output.filters.empty() &&
      IsDefault(*program_->filter_calls[output.filters.begin].filter);
  return ApplyFilters(output, may_be_nil ? EvaluateLeniently(output.expression)
                                         : Evaluate(output.expression));
}

Value Evaluator::EvaluateAssigned(const Output& output) {
  if (output.filters.empty()) return EvaluateLeniently(output.expression);
  return EvaluateOutput(output);
}

Value Evaluator::ApplyFilters(const Output& output, Value value) {
  for (std::uint32_t i = output.filters.begin;
       i < output.filters.end && !context_->failed(); ++i) {
    value = ApplyFilter(program_->filter_calls[i], value);
  }
  return value;
}

Value Evaluator::ApplyFilter(const FilterCall& call, const Value& value) {
  Value arguments[kMaxArguments];
  for (std::uint32_t i = 0; i < call.arguments.size(); ++i) {
    arguments[i] = Evaluate(program_->arguments[call.arguments.begin + i]);
  }
  const FilterInput input{
      .value = value,
      .arguments = std::span<const Value>(arguments, call.arguments.size()),
      .allow_false = Evaluate(call.allow_false).is_true()};
  context_->SetPlace(*program_, call.offset);
  if (!context_->Spend(1)) return Value();
  return call.filter->apply(input, context_);
}

bool Evaluator::Holds(ConditionIndex condition) {
  while (true) {
    const Comparison& comparison = program_->comparisons[condition++];
    const bool holds = Holds(comparison);
    if (context_->failed()) return false;
    if (comparison.link == Comparison::Link::kEnd) return holds;
    if (holds == (comparison.link == Comparison::Link::kOr)) return holds;
  }
}

bool Evaluator::Holds(const Comparison& comparison) {
  context_->SetPlace(*program_, comparison.offset);
  if (!context_->Spend(1)) return false;
  const bool was_lenient = std::exchange(is_lenient_, true);
  const Value left = EvaluateOperand(comparison.left);
  const Value right = comparison.op == Comparison::Operator::kNone
                          ? Value()
                          : EvaluateOperand(comparison.right);
  is_lenient_ = was_lenient;
  if (comparison.op == Comparison::Operator::kNone) return left.is_true();
  return Compare(left, comparison.op, right, context_);
}

Value FirstElement(const Value& value, RenderContext* context) {
  // Of a range, even of an empty one, where it begins.
  if (value.kind() == ValueKind::kRange) return Value(value.range().first);
  if (!value.is_object()) {
    return CountElements(value) == 0 ? Value() : ElementAt(value, 0);
  }
  Value* pair = nullptr;
  if (!context->Spend(CountElements(value))) return Value();
  ForEachMember(value, [&](std::string_view name, Value member) {
    if (pair != nullptr) return;
    pair = context->arena().AllocateArray<Value>(2);
    pair[0] = context->Keep(name);
    pair[1] = member;
  });
  return pair == nullptr ? Value() : Value::Array(pair, 2);
}

Value LastElement(const Value& value) {
  if (value.kind() == ValueKind::kRange) return Value(value.range().last);
  if (value.is_object()) return Value();
  const std::int64_t count = CountElements(value);
  return count == 0 ? Value() : ElementAt(value, count - 1);
}

Value SizeOf(const Value& value) {
  if (value.is_string()) {
    return Value(static_cast<std::int64_t>(CountCharacters(value.text())));
  }
  // The size of an integer in bytes, as in Shopify's.
  if (value.kind() == ValueKind::kInteger) return Value(8);
  if (value.is_array() || value.is_object() ||
      value.kind() == ValueKind::kRange) {
    return Value(CountElements(value));
  }
  return Value();
}

}  // namespace herald::liquid
