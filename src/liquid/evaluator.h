// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "liquid/program.h"
#include "liquid/render_context.h"
#include "liquid/scope.h"

namespace herald::liquid {

// Finds the values of a program's expressions. Lives for one rendering; program
// and scope change as partials are entered and left. Values may point into the
// context's arena.
class Evaluator {
 public:
  Evaluator(const Program* program, Scope* scope, RenderContext* context)
      : program_(program),
        scope_(scope),
        context_(context),
        is_lenient_(!context->options().strict) {}

  const Program& program() const { return *program_; }
  Scope& scope() { return *scope_; }
  void Enter(const Program* program, Scope* scope) {
    program_ = program;
    scope_ = scope;
  }

  // The words `empty` and `blank` remain what they are.
  Value EvaluateOperand(ExpressionIndex index);
  // They are text of no length. kNone gives nil. Where RenderOptions::strict
  // is set, a variable that is nil is an error.
  Value Evaluate(ExpressionIndex index);
  // An expression with its filters.
  Value EvaluateOutput(const Output& output);
  // The same to give it a name: without filters, it may be nil.
  Value EvaluateAssigned(const Output& output);
  bool Holds(ConditionIndex condition);
  // The variable of this name, wherever it comes from.
  Value FindVariable(std::string_view name);

 private:
  Value EvaluatePath(const Expression& expression);
  Value EvaluateVariable(const Expression& expression);
  Value EvaluateRange(const Expression& expression);
  Value EvaluateLeniently(ExpressionIndex index);
  Value ApplyFilters(const Output& output, Value value);
  void RequireVariable(const Expression& expression);
  Value FollowName(const Value& value, const Lookup& lookup);
  Value FollowKey(const Value& value, const Value& key);
  Value ApplyFilter(const FilterCall& call, const Value& value);
  bool Holds(const Comparison& comparison);

  const Program* program_;
  Scope* scope_;
  RenderContext* context_;
  // Whether variables may be nil, for what asks whether they are.
  bool is_lenient_;
};

// Of arrays and ranges the element, of an object the pair of name and value;
// nil if there is none. What `first` and `last` mean.
Value FirstElement(const Value& value, RenderContext* context);
Value LastElement(const Value& value);
// What `size` means; nil if the value has none.
Value SizeOf(const Value& value);

}  // namespace herald::liquid
