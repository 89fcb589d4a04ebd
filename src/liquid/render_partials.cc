// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/loop_objects.h"
#include "liquid/renderer.h"

namespace herald::liquid {

// The value handed to a partial bears the name of the partial without folders.
std::string_view Renderer::VariableName(const PartialCall& call,
                                        std::string_view name) {
  if (!call.alias.empty()) return call.alias;
  return name.substr(name.rfind('/') + 1);
}

// Names what the template says, which a value may not be shown for.
void Renderer::FailToFind(const PartialCall& call) {
  const Expression& partial = evaluator_.program().expressions[call.partial];
  context_->Fail(partial.kind == Expression::Kind::kLiteral
                     ? Concat("there is no partial `",
                              partial.literal.text().substr(0, 80), "`")
                     : Concat("there is no partial of the name in `",
                              partial.written.substr(0, 80), "`"));
}

void Renderer::RenderPartial(const PartialCall& call, bool is_isolated) {
  if (!is_isolated && is_isolated_) {
    context_->Fail("`include` is not allowed within `render`");
    return;
  }
  const Value given = evaluator_.Evaluate(call.partial);
  if (!given.is_string()) {
    context_->Fail("the name of a partial must be text");
    return;
  }
  const std::string_view name = context_->Keep(given.text()).text();
  if (partials_ == nullptr || !partials_->contains(name)) {
    FailToFind(call);
    return;
  }
  const Program& partial = *partials_->find(name)->second;
  if (is_isolated) {
    RenderIsolated(call, partial, name);
  } else {
    RenderInclude(call, partial, name);
  }
}

void Renderer::RenderAnother(const Program& partial, Scope* scope) {
  const Program& caller = evaluator_.program();
  Scope& outer = evaluator_.scope();
  evaluator_.Enter(&partial, scope);
  RenderProgram();
  evaluator_.Enter(&caller, &outer);
}

void Renderer::RenderInclude(const PartialCall& call, const Program& partial,
                             std::string_view name) {
  Scope& scope = evaluator_.scope();
  const Value variable = call.variable == kNone
                             ? evaluator_.FindVariable(name)
                             : evaluator_.Evaluate(call.variable);
  const std::size_t frame = scope.frames.size();
  for (std::uint32_t i = call.arguments.begin; i < call.arguments.end; ++i) {
    const NamedArgument& argument = evaluator_.program().named_arguments[i];
    scope.frames.push_back(
        {argument.name, evaluator_.Evaluate(argument.expression)});
  }
  const std::size_t at = scope.frames.size();
  scope.frames.push_back({VariableName(call, name), variable});
  if (!variable.is_array()) {
    RenderAnother(partial, &scope);
  } else {
    for (std::int64_t i = 0; i < CountElements(variable); ++i) {
      if (context_->failed() || !context_->SpendIteration()) break;
      scope.frames[at].value = ElementAt(variable, i);
      // `break` and `continue` are for the loop around the tag alone.
      RenderAnother(partial, &scope);
      if (context_->failed()) break;
    }
  }
  scope.frames.Truncate(frame);
}

void Renderer::RenderIsolated(const PartialCall& call, const Program& partial,
                              std::string_view name) {
  const Value variable = evaluator_.Evaluate(call.variable);
  const bool can_repeat = variable.is_array() || variable.is_object() ||
                          variable.kind() == Value::Kind::kRange;
  if (!call.for_each || !can_repeat) {
    return RenderOneIsolated(call, partial, name, variable, nullptr);
  }
  const Value elements = Elements(variable);
  const std::int64_t count = CountElements(elements);
  auto* const loop = context_->arena().New<ForLoop>(name, count, nullptr);
  for (std::int64_t i = 0; i < count && !context_->failed(); ++i) {
    if (!context_->SpendIteration()) return;
    RenderOneIsolated(call, partial, name, ElementAt(elements, i), loop);
    loop->Advance();
  }
}

void Renderer::RenderOneIsolated(const PartialCall& call,
                                 const Program& partial, std::string_view name,
                                 const Value& variable, ForLoop* loop) {
  Scope scope(context_);
  if (loop != nullptr) scope.assigned.Set("forloop", Value(loop));
  for (std::uint32_t i = call.arguments.begin; i < call.arguments.end; ++i) {
    const NamedArgument& argument = evaluator_.program().named_arguments[i];
    scope.assigned.Set(argument.name, evaluator_.Evaluate(argument.expression));
  }
  if (!variable.is_nil()) {
    scope.assigned.Set(VariableName(call, name), variable);
  }
  const bool was_isolated = std::exchange(is_isolated_, true);
  const Interrupt interrupt = std::exchange(interrupt_, Interrupt::kNone);
  RenderAnother(partial, &scope);
  interrupt_ = interrupt;
  is_isolated_ = was_isolated;
}

}  // namespace herald::liquid
