// SPDX-License-Identifier: Apache-2.0
#include "liquid/renderer.h"

#include "liquid/arena_text.h"
#include "liquid/concat.h"
#include "liquid/encoding.h"
#include "liquid/text.h"

namespace herald::liquid {

void Renderer::RenderProgram() {
  const auto& nodes = evaluator_.program().nodes;
  RenderBody({.begin = 0, .end = static_cast<std::uint32_t>(nodes.size())});
}

void Renderer::CheckOutput() {
  const std::size_t max = context_->options().max_output_bytes;
  if (out_->size() > max) {
    context_->Exceed(Concat("the output is longer than ", max, " bytes"));
  }
}

void Renderer::RenderBody(Slice nodes) {
  if (depth_ >= context_->options().max_nesting) {
    context_->Exceed(Concat("tags and partials are nested deeper than ",
                            context_->options().max_nesting));
    return;
  }
  ++depth_;
  const auto& all = evaluator_.program().nodes;
  for (std::uint32_t i = nodes.begin; i < nodes.end; i = all[i].end) {
    const Node& node = all[i];
    if (node.kind == Node::Kind::kNothing) continue;
    context_->SetPlace(evaluator_.program(), node.offset);
    if (!context_->Spend(1)) break;
    const bool is_text = node.kind == Node::Kind::kText;
    if (is_text) {
      out_->append(evaluator_.program().texts[node.operand]);
    } else if (node.kind == Node::Kind::kIfChanged) {
      RenderIfChanged(node, i);
    } else {
      RenderNode(node);
    }
    CheckOutput();
    // As in Shopify's, only tags and outputs look for an interrupt.
    const bool is_interrupted = !is_text && interrupt_ != Interrupt::kNone;
    if (context_->failed() || is_interrupted) break;
  }
  --depth_;
}

void Renderer::RenderNode(const Node& node) {
  const Program& program = evaluator_.program();
  switch (node.kind) {
    case Node::Kind::kOutput:
      return RenderOutput(program.outputs[node.operand]);
    case Node::Kind::kAssign:
      return RenderAssign(program.assignments[node.operand]);
    case Node::Kind::kCapture:
      return RenderCapture(program.assignments[node.operand]);
    case Node::Kind::kIf:
      return RenderIf(program.choices[node.operand]);
    case Node::Kind::kCase:
      return RenderCase(program.choices[node.operand]);
    case Node::Kind::kFor:
      return RenderFor(program.loops[node.operand]);
    case Node::Kind::kTableRow:
      return RenderTableRow(program.loops[node.operand]);
    case Node::Kind::kCycle:
      return RenderCycle(program.cycles[node.operand]);
    case Node::Kind::kIncrement:
      return RenderCounter(program.assignments[node.operand], 1);
    case Node::Kind::kDecrement:
      return RenderCounter(program.assignments[node.operand], -1);
    case Node::Kind::kBreak:
      interrupt_ = Interrupt::kBreak;
      return;
    case Node::Kind::kContinue:
      interrupt_ = Interrupt::kContinue;
      return;
    case Node::Kind::kInclude:
      return RenderPartial(program.partial_calls[node.operand], false);
    case Node::Kind::kRender:
      return RenderPartial(program.partial_calls[node.operand], true);
    default:
      return;
  }
}

void Renderer::Append(const Value& value, bool is_escaped) {
  if (value.is_nil()) return;
  if (!is_escaped && value.is_string()) {
    out_->append(value.text());
    return;
  }
  if (!context_->SpendOn(value)) return;
  if (!is_escaped) return AppendOutput(value, out_);
  ArenaText printed(context_);
  if (!value.is_string()) AppendOutput(value, &printed);
  const std::string_view text =
      value.is_string() ? value.text() : printed.Finish();
  if (evaluator_.program().escape == Escape::kHtml) {
    AppendHtmlEscaped(text, out_);
  } else {
    AppendUrlEscaped(text, out_);
  }
}

void Renderer::RenderOutput(const Output& output) {
  // Nothing of an output outlives it: its temporaries make room for the next.
  const Arena::Mark mark = context_->arena().Here();
  const Value value = evaluator_.EvaluateOutput(output);
  if (!context_->failed()) Append(value, output.is_escaped);
  context_->arena().ReturnTo(mark);
}

void Renderer::RenderAssign(const Assignment& assignment) {
  const Output& output = evaluator_.program().outputs[assignment.output];
  const Value value = evaluator_.EvaluateAssigned(output);
  evaluator_.scope().assigned.Set(assignment.name, value);
}

void Renderer::RenderCapture(const Assignment& capture) {
  // The body is rendered behind what is there already, and taken away.
  const std::size_t begin = out_->size();
  RenderBody(capture.body);
  if (context_->failed()) return;
  const Value text = context_->Keep(out_->text().substr(begin));
  out_->Truncate(begin);
  evaluator_.scope().assigned.Set(capture.name, text);
}

void Renderer::RenderIf(Slice branches) {
  for (std::uint32_t i = branches.begin; i < branches.end; ++i) {
    const Branch& branch = evaluator_.program().branches[i];
    const bool is_taken = branch.kind == Branch::Kind::kElse ||
                          evaluator_.Holds(branch.condition) ==
                              (branch.kind == Branch::Kind::kWhen);
    if (context_->failed()) return;
    if (is_taken) return RenderBody(branch.body);
  }
}

// All branches that match are rendered; `else` is if none before it did.
void Renderer::RenderCase(Slice branches) {
  bool has_matched = false;
  for (std::uint32_t i = branches.begin; i < branches.end; ++i) {
    const Branch& branch = evaluator_.program().branches[i];
    const bool is_else = branch.kind == Branch::Kind::kElse;
    const bool is_taken =
        is_else ? !has_matched : evaluator_.Holds(branch.condition);
    if (is_taken && !is_else) has_matched = true;
    if (is_taken) RenderBody(branch.body);
    if (context_->failed()) return;
  }
}

void Renderer::RenderIfChanged(const Node& node, std::uint32_t index) {
  const std::size_t begin = out_->size();
  RenderBody({.begin = index + 1, .end = node.end});
  if (context_->failed()) return;
  auto& last = evaluator_.scope().last_change;
  const std::string_view text = out_->text().substr(begin);
  if (last == text) {
    out_->Truncate(begin);
  } else {
    last = context_->Keep(text).text();
  }
}

void Renderer::RenderCycle(const Cycle& cycle) {
  std::string_view key = cycle.text;
  if (cycle.name != kNone) {
    const Value name = evaluator_.Evaluate(cycle.name);
    if (!context_->SpendOn(name)) return;
    ArenaText text(context_);
    text.append("name ");
    AppendKey(name, &text);
    key = text.Finish();
  }
  const Value* steps = evaluator_.scope().cycles.Find(key);
  const std::int64_t step = steps == nullptr ? 0 : steps->integer();
  const std::int64_t count = cycle.values.size();
  if (step < count) {
    const Program& program = evaluator_.program();
    const ExpressionIndex index =
        program
            .arguments[cycle.values.begin + static_cast<std::uint32_t>(step)];
    // Literals are the template author's own.
    const bool is_literal =
        program.expressions[index].kind == Expression::Kind::kLiteral;
    Append(evaluator_.Evaluate(index),
           program.escape != Escape::kNone && !is_literal);
  }
  evaluator_.scope().cycles.Set(
      key, Value(step + 1 >= count ? std::int64_t{0} : step + 1));
}

// Prints before it counts up, and after it counts down.
void Renderer::RenderCounter(const Assignment& counter, int step) {
  Scope& scope = evaluator_.scope();
  const Value* counted = scope.counters.Find(counter.name);
  Value value = counted != nullptr ? *counted : Value();
  if (counted == nullptr && scope.environment != nullptr) {
    value = scope.environment->Find(counter.name);
  }
  if (!value.is_true()) value = Value(0);
  if (value.kind() != Value::Kind::kInteger) {
    context_->Fail("only integers can be counted");
    return;
  }
  std::int64_t next = 0;
  if (__builtin_add_overflow(value.integer(), step, &next)) {
    context_->Fail("the counter does not fit into 64 bits");
    return;
  }
  AppendAll(out_, step > 0 ? value.integer() : next);
  scope.counters.Set(counter.name, Value(next));
}

}  // namespace herald::liquid
