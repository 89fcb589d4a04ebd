// SPDX-License-Identifier: Apache-2.0
#include "liquid/liquid.h"

#include <utility>

#include "liquid/arena_text.h"
#include "liquid/concat.h"
#include "liquid/json.h"
#include "liquid/parser.h"
#include "liquid/render_context.h"
#include "liquid/renderer.h"

namespace herald::liquid {

absl::StatusOr<Template> Template::Parse(std::string_view source,
                                         const ParseOptions& options) {
  const Partials* partials = options.partials;
  auto program =
      Parser::ParseTemplate(source, options, [partials](std::string_view name) {
        return partials != nullptr && partials->programs()->contains(name);
      });
  if (!program.ok()) return program.status();
  Template result;
  result.program_ = *std::move(program);
  return result;
}

absl::StatusOr<std::string> Template::Render(
    const Object& variables, const RenderOptions& options) const {
  RenderContext context(options);
  Scope scope(&context, &variables);
  std::string out;
  StringText text(&out);
  Renderer(program_.get(), &scope, &context, &text).RenderProgram();
  if (context.failed()) return context.status();
  text.Finish();
  return out;
}

absl::StatusOr<bool> Template::AppendJson(const Object& variables,
                                          std::string* out,
                                          const RenderOptions& options) const {
  const auto& nodes = program_->nodes;
  if (nodes.size() != 1 || nodes[0].kind != Node::Kind::kOutput) {
    auto text = Render(variables, options);
    if (!text.ok()) return text.status();
    AppendJsonString(*text, out);
    return true;
  }
  RenderContext context(options);
  context.SetPlace(*program_, nodes[0].offset);
  Scope scope(&context, &variables);
  Evaluator evaluator(program_.get(), &scope, &context);
  const Value value =
      evaluator.EvaluateOutput(program_->outputs[nodes[0].operand]);
  if (context.failed()) return context.status();
  if (value.is_nil()) return false;
  ArenaText json(&context);
  if (!AppendJsonValue(value, &json)) context.Exceed("the value is too deep");
  if (json.size() > options.max_output_bytes) {
    context.Exceed(Concat("the output is longer than ",
                          options.max_output_bytes, " bytes"));
  }
  if (context.failed()) return context.status();
  out->append(json.text());
  return true;
}

absl::StatusOr<Condition> Condition::Parse(std::string_view source,
                                           const ParseOptions& options) {
  auto program = Parser::ParseCondition(source, options);
  if (!program.ok()) return program.status();
  Condition result;
  result.program_ = *std::move(program);
  return result;
}

struct SharedVariables::Evaluation {
  explicit Evaluation(const Object& variables)
      : context(Options()), scope(&context, &variables), known(&context) {
    scope.known = &known;
  }

  static const RenderOptions& Options() {
    static const RenderOptions* const options = new RenderOptions;
    return *options;
  }

  RenderContext context;
  Scope scope;
  Names known;
};

SharedVariables::SharedVariables(const Object& variables)
    : variables_(variables),
      evaluation_(std::make_unique<Evaluation>(variables)) {}

SharedVariables::~SharedVariables() = default;

absl::StatusOr<bool> Condition::Holds(SharedVariables& variables) const {
  SharedVariables::Evaluation& evaluation = *variables.evaluation_;
  RenderContext& context = evaluation.context;
  const bool holds =
      Evaluator(program_.get(), &evaluation.scope, &context).Holds(0);
  if (!context.failed()) return holds;
  const absl::Status status = context.status();
  // The next condition has its own chance.
  variables.evaluation_ =
      std::make_unique<SharedVariables::Evaluation>(variables.variables_);
  return status;
}

absl::StatusOr<bool> Condition::Holds(const Object& variables) const {
  RenderContext context(SharedVariables::Evaluation::Options());
  Scope scope(&context, &variables);
  const bool holds = Evaluator(program_.get(), &scope, &context).Holds(0);
  if (context.failed()) return context.status();
  return holds;
}

absl::StatusOr<Partials> Partials::Parse(
    const std::map<std::string, std::string>& sources,
    const ParseOptions& options) {
  auto programs = std::make_shared<Programs>();
  for (const auto& [name, source] : sources) {
    ParseOptions own = options;
    own.name = name;
    own.partials = nullptr;
    auto program =
        Parser::ParseTemplate(source, own, [&sources](std::string_view other) {
          return sources.contains(std::string(other));
        });
    if (!program.ok()) return program.status();
    programs->emplace(name, *std::move(program));
  }
  Partials partials;
  partials.programs_ = std::move(programs);
  return partials;
}

}  // namespace herald::liquid
