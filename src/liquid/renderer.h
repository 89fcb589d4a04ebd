// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "liquid/evaluator.h"
#include "liquid/program.h"
#include "liquid/render_context.h"
#include "liquid/text_builder.h"

namespace herald::liquid {

class ForLoop;
class TableRowLoop;

// Renders a program, appending to a text that is not in the arena. Lives for
// one rendering. Stops at the context's first error.
class Renderer {
 public:
  Renderer(const Program* program, Scope* scope, RenderContext* context,
           TextBuilder* out)
      : evaluator_(program, scope, context),
        context_(context),
        partials_(program->partials.get()),
        out_(out) {}

  void RenderProgram();

 private:
  // What `break` and `continue` leave behind for the loop around them.
  enum class Interrupt : std::uint8_t { kNone, kBreak, kContinue };

  // The part of a collection that a loop goes through.
  struct Segment {
    Value collection;
    std::int64_t begin = 0;
    std::int64_t count = 0;
  };

  void RenderBody(Slice nodes);
  void RenderNode(const Node& node);
  void RenderOutput(const Output& output);
  void RenderAssign(const Assignment& assignment);
  void RenderCapture(const Assignment& capture);
  void RenderIf(Slice branches);
  void RenderCase(Slice branches);
  void RenderIfChanged(const Node& node, std::uint32_t index);
  void RenderCycle(const Cycle& cycle);
  void RenderCounter(const Assignment& counter, int step);

  void RenderFor(const Loop& loop);
  void RenderTableRow(const Loop& loop);
  void RenderRow(const Loop& loop, const Segment& segment, TableRowLoop* row);
  Segment SegmentOf(const Loop& loop);
  // The elements of anything a loop can go through, as an array or range.
  Value Elements(const Value& value);
  bool TakeBound(ExpressionIndex index, bool is_strict, std::int64_t* number);
  // Ends the iteration; false if the loop is over.
  bool GoesOn();

  void FailToFind(const PartialCall& call);
  void RenderPartial(const PartialCall& call, bool is_isolated);
  void RenderInclude(const PartialCall& call, const Program& partial,
                     std::string_view name);
  void RenderIsolated(const PartialCall& call, const Program& partial,
                      std::string_view name);
  void RenderOneIsolated(const PartialCall& call, const Program& partial,
                         std::string_view name, const Value& variable,
                         ForLoop* loop);
  void RenderAnother(const Program& partial, Scope* scope);
  std::string_view VariableName(const PartialCall& call, std::string_view name);

  void Append(const Value& value, bool is_escaped);
  void CheckOutput();

  Evaluator evaluator_;
  RenderContext* context_;
  // Those of the template, for its partials too.
  const Partials::Programs* partials_;
  TextBuilder* out_;
  Interrupt interrupt_ = Interrupt::kNone;
  int depth_ = 0;
  // Partials that were rendered may not include others.
  bool is_isolated_ = false;
};

}  // namespace herald::liquid
