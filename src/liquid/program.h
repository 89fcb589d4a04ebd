// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "liquid/liquid.h"
#include "liquid/value.h"

namespace herald::liquid {

struct Filter;

// The parts of a compiled template. Everything lies in a few flat vectors of
// Program and refers to one another by index; names and text are slices of
// Program::source.

using Offset = std::uint32_t;  // A place in Program::source.
using ExpressionIndex = std::uint32_t;
using ConditionIndex = std::uint32_t;
using OutputIndex = std::uint32_t;

constexpr std::uint32_t kNone = 0xffffffff;

// The elements [begin, end) of one of the vectors.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
};

// A step into a value: `.name` or `[expression]`.
struct Lookup {
  std::string_view name;
  // kNone for `.name`.
  ExpressionIndex key = kNone;
  // The message field found last; any thread may look and change it.
  mutable const google::protobuf::FieldDescriptor* field = nullptr;
};

// Something that has a value.
struct Expression {
  enum class Kind : std::uint8_t {
    kLiteral,   // `literal`
    kVariable,  // `name`, or the value of `first` as a name, then `lookups`
    kRange,     // from `first` to `second`
  };

  Kind kind = Kind::kLiteral;
  Value literal;
  // Of a variable, all of it.
  std::string_view written;
  std::string_view name;
  Slice lookups;
  // Whether a variable is a path of names alone, as in `a.b.c`.
  bool is_path = false;
  ExpressionIndex first = kNone;
  ExpressionIndex second = kNone;
};

// `| name: arguments`
struct FilterCall {
  const Filter* filter = nullptr;
  // Of Program::arguments.
  Slice arguments;
  // The named argument, of which there is one in all of Liquid: `allow_false`.
  ExpressionIndex allow_false = kNone;
  Offset offset = 0;
};

// An expression with filters.
struct Output {
  ExpressionIndex expression = kNone;
  // Of Program::filter_calls.
  Slice filters;
  bool is_escaped = false;
};

// One comparison of a condition. Conditions have no precedence and are read
// from right to left, as in Shopify's: `a and b or c` is `a and (b or c)`.
struct Comparison {
  enum class Operator : std::uint8_t {
    kNone,  // `left` alone
    kEqual,
    kNotEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kContains,
  };
  // What follows.
  enum class Link : std::uint8_t { kEnd, kAnd, kOr };

  ExpressionIndex left = kNone;
  ExpressionIndex right = kNone;
  Operator op = Operator::kNone;
  Link link = Link::kEnd;
  Offset offset = 0;
};

// A piece of the template. A node's children follow it directly; `end` is the
// index behind the last of them.
struct Node {
  enum class Kind : std::uint8_t {
    kNothing,
    kText,
    kOutput,
    kAssign,
    kCapture,
    kIf,
    kCase,
    kFor,
    kTableRow,
    kIfChanged,
    kCycle,
    kIncrement,
    kDecrement,
    kBreak,
    kContinue,
    kInclude,
    kRender,
  };

  Kind kind = Kind::kNothing;
  // The index into the vector that belongs to the kind.
  std::uint32_t operand = kNone;
  std::uint32_t end = 0;
  Offset offset = 0;
};

// `assign`, `capture`, `increment` and `decrement`.
struct Assignment {
  std::string_view name;
  OutputIndex output = kNone;
  // Of Program::nodes.
  Slice body;
};

// A branch of `if`, `unless` or `case`.
struct Branch {
  enum class Kind : std::uint8_t { kWhen, kUnless, kElse };

  Kind kind = Kind::kWhen;
  // Of Program::comparisons.
  std::uint32_t condition = kNone;
  Slice body;
};

// `for` and `tablerow`.
struct Loop {
  std::string_view variable;
  // Names the loop in `offset: continue` and forloop.name.
  std::string_view name;
  ExpressionIndex collection = kNone;
  ExpressionIndex limit = kNone;
  ExpressionIndex offset = kNone;
  ExpressionIndex columns = kNone;
  bool is_table = false;
  bool continues = false;
  bool reversed = false;
  Slice body;
  Slice otherwise;
};

// `cycle`: the next of its values each time.
// `cycle`
struct Cycle {
  // kNone if unnamed; `text` names it then.
  ExpressionIndex name = kNone;
  std::string_view text;
  // Of Program::arguments.
  Slice values;
};

// `name: expression`, as tags take it.
// `name: expression`
struct NamedArgument {
  std::string_view name;
  ExpressionIndex expression = kNone;
};

// `include` and `render`.
struct PartialCall {
  ExpressionIndex partial = kNone;
  ExpressionIndex variable = kNone;
  std::string_view alias;
  bool for_each = false;
  // Of Program::named_arguments.
  Slice arguments;
};

// A compiled template or condition. Immutable; it may be rendered by any number
// of threads at the same time.
class Program {
 public:
  std::string name;
  std::string source;
  Escape escape = Escape::kNone;
  std::shared_ptr<const Partials::Programs> partials;

  // Names that are not in the source as such.
  std::deque<std::string> owned;

  std::vector<Node> nodes;
  std::vector<std::string_view> texts;
  std::vector<Expression> expressions;
  std::vector<Lookup> lookups;
  std::vector<ExpressionIndex> arguments;
  std::vector<NamedArgument> named_arguments;
  std::vector<FilterCall> filter_calls;
  std::vector<Output> outputs;
  std::vector<Comparison> comparisons;
  std::vector<Assignment> assignments;
  // The branches of one `if` or `case` lie side by side.
  std::vector<Branch> branches;
  std::vector<Slice> choices;
  std::vector<Loop> loops;
  std::vector<Cycle> cycles;
  std::vector<PartialCall> partial_calls;

  // `NAME:LINE:COLUMN: `, both counted from 1 and columns in characters, for
  // the head of an error.
  std::string Place(Offset offset) const;
};

}  // namespace herald::liquid
