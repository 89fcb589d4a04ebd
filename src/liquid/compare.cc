// SPDX-License-Identifier: Apache-2.0
#include "liquid/compare.h"

#include <algorithm>

#include "liquid/elements.h"
#include "liquid/lexer.h"
#include "liquid/message.h"

namespace herald::liquid {
namespace {

using ValueKind = Value::Kind;
using Operator = Comparison::Operator;

using Equality = bool (*)(const Value&, const Value&, int depth);

bool HaveEqualElements(const Value& left, const Value& right, Equality equal,
                       int depth) {
  const std::int64_t count = CountElements(left);
  if (count != CountElements(right)) return false;
  for (std::int64_t i = 0; i < count; ++i) {
    if (!equal(ElementAt(left, i), ElementAt(right, i), depth + 1)) {
      return false;
    }
  }
  return true;
}

bool HaveEqualMembers(const Value& left, const Value& right, Equality equal,
                      int depth) {
  if (left.kind() == ValueKind::kObject && right.kind() == ValueKind::kObject) {
    return &left.object() == &right.object();
  }
  if (CountElements(left) != CountElements(right)) return false;
  bool are_equal = true;
  ForEachMember(left, [&](std::string_view name, Value value) {
    if (!are_equal) return;
    const std::optional<Value> other = FindMember(right, name);
    are_equal = other.has_value() && equal(value, *other, depth + 1);
  });
  return are_equal;
}

bool AreEqualContainers(const Value& left, const Value& right, Equality equal,
                        int depth) {
  if (depth > kMaxNesting) return false;
  if (left.is_array() && right.is_array()) {
    return HaveEqualElements(left, right, equal, depth);
  }
  if (left.is_object() && right.is_object()) {
    return HaveEqualMembers(left, right, equal, depth);
  }
  if (left.kind() == ValueKind::kRange && right.kind() == ValueKind::kRange) {
    return left.range().first == right.range().first &&
           left.range().last == right.range().last;
  }
  return false;
}

double Number(const Value& value) {
  return value.kind() == ValueKind::kInteger
             ? static_cast<double>(value.integer())
             : value.real();
}

// Exact where both are integers or the float has no such integer.
int OrderNumbers(const Value& left, const Value& right) {
  if (left.kind() == ValueKind::kInteger &&
      right.kind() == ValueKind::kInteger) {
    return left.integer() < right.integer()   ? -1
           : left.integer() > right.integer() ? 1
                                              : 0;
  }
  const double a = Number(left);
  const double b = Number(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

bool AreEqualAtDepth(const Value& left, const Value& right, int depth) {
  if (left.is_number() && right.is_number()) {
    return OrderNumbers(left, right) == 0;
  }
  if (left.is_string() && right.is_string()) {
    return left.text() == right.text();
  }
  if (left.kind() == ValueKind::kBool && right.kind() == ValueKind::kBool) {
    return left.boolean() == right.boolean();
  }
  if (left.is_nil() || right.is_nil()) return left.is_nil() && right.is_nil();
  return AreEqualContainers(left, right, AreEqualAtDepth, depth);
}

bool AreIdenticalAtDepth(const Value& left, const Value& right, int depth) {
  if (left.is_number() && right.is_number() && left.kind() != right.kind()) {
    return false;
  }
  if (left.is_array() || left.is_object()) {
    return AreEqualContainers(left, right, AreIdenticalAtDepth, depth);
  }
  return AreEqualAtDepth(left, right, depth);
}

bool IsEmpty(const Value& value) {
  if (value.is_string()) return value.text().empty();
  // What cannot tell its members is not known to have none.
  if (value.kind() == ValueKind::kObject) return false;
  return (value.is_array() || value.is_object()) && CountElements(value) == 0;
}

bool IsBlank(const Value& value) {
  if (value.is_nil()) return true;
  if (value.kind() == ValueKind::kBool) return !value.boolean();
  if (value.is_string()) return TrimLeft(value.text()).empty();
  return IsEmpty(value);
}

bool IsWord(const Value& value) {
  return value.kind() == ValueKind::kEmpty || value.kind() == ValueKind::kBlank;
}

bool EqualInCondition(const Value& left, const Value& right) {
  if (IsWord(left) && IsWord(right)) return false;
  if (IsWord(right)) return EqualInCondition(right, left);
  if (left.kind() == ValueKind::kEmpty) return IsEmpty(right);
  if (left.kind() == ValueKind::kBlank) return IsBlank(right);
  return AreEqual(left, right);
}

// Counts what it takes to compare two values.
bool SpendOnBoth(const Value& left, const Value& right,
                 RenderContext* context) {
  if (left.is_string() && right.is_string()) {
    return context->SpendText(
        std::min(left.text().size(), right.text().size()));
  }
  const bool are_flat = !left.is_array() && !left.is_object();
  return are_flat || context->SpendOn(left);
}

bool Contains(const Value& left, const Value& right, RenderContext* context) {
  if (!left.is_true() || !right.is_true()) return false;
  if (left.is_string()) {
    const std::string_view part = IsWord(right) ? "" : context->Text(right);
    context->SpendText(left.text().size());
    return left.text().find(part) != std::string_view::npos;
  }
  if (left.kind() == ValueKind::kRange) {
    return right.is_number() &&
           OrderNumbers(Value(left.range().first), right) <= 0 &&
           OrderNumbers(right, Value(left.range().last)) <= 0;
  }
  if (left.is_object()) {
    return right.is_string() && FindMember(left, right.text()).has_value();
  }
  for (std::int64_t i = 0; i < CountElements(left); ++i) {
    const Value element = ElementAt(left, i);
    if (!context->Spend(1) || !SpendOnBoth(element, right, context)) {
      return false;
    }
    if (AreEqual(element, right)) return true;
  }
  return false;
}

bool HasSize(const Value& value) {
  return value.is_number() || value.is_string();
}

bool CompareSizes(const Value& left, Operator op, const Value& right,
                  RenderContext* context) {
  if (!HasSize(left) || !HasSize(right)) return false;
  const std::optional<int> order = Order(left, right);
  if (!order) {
    context->Fail(
        "text and numbers cannot be compared in size; only numbers with "
        "numbers, text with text");
    return false;
  }
  switch (op) {
    case Operator::kLess:
      return *order < 0;
    case Operator::kLessOrEqual:
      return *order <= 0;
    case Operator::kGreater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

}  // namespace

bool AreEqual(const Value& left, const Value& right) {
  return AreEqualAtDepth(left, right, 0);
}

bool AreIdentical(const Value& left, const Value& right) {
  return AreIdenticalAtDepth(left, right, 0);
}

std::optional<int> Order(const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) return OrderNumbers(left, right);
  if (left.is_string() && right.is_string()) {
    return left.text().compare(right.text());
  }
  if (left.is_array() && right.is_array()) {
    for (std::int64_t i = 0; i < CountElements(left); ++i) {
      if (i >= CountElements(right)) return 1;
      const auto order = Order(ElementAt(left, i), ElementAt(right, i));
      if (order != 0) return order;
    }
    return CountElements(left) < CountElements(right) ? -1 : 0;
  }
  if (AreEqual(left, right)) return 0;
  return std::nullopt;
}

bool Compare(const Value& left, Operator op, const Value& right,
             RenderContext* context) {
  if (!SpendOnBoth(left, right, context)) return false;
  switch (op) {
    case Operator::kEqual:
      return EqualInCondition(left, right);
    case Operator::kNotEqual:
      return !EqualInCondition(left, right);
    case Operator::kContains:
      return Contains(left, right, context);
    default:
      return CompareSizes(left, op, right, context);
  }
}

}  // namespace herald::liquid
