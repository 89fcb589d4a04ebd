// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "liquid/value.h"

namespace herald::liquid {

// How the outputs `{{ ... }}` of a template are escaped, save those that end
// in the filter `raw`.
enum class Escape { kNone, kHtml, kUrl };

class Partials;
class Program;  // A compiled template.

// What a template may be. Beyond a bound, parsing fails with a clear error.
struct ParseOptions {
  // Stands at the head of error messages.
  std::string_view name = "template";
  Escape escape = Escape::kNone;
  // Whether `@@name@@` in the text is an output, as `{{ name }}` is: Auth0's
  // older form. A name is a path of words with dots between them; any other
  // `@@` stays text.
  bool macros = false;
  std::size_t max_source_bytes = 1 << 20;
  int max_nesting = 100;
  // What `include` and `render` may name; none if null. Templates keep what
  // they need of it.
  const Partials* partials = nullptr;
};

// What rendering may cost. Beyond a bound, rendering fails with a clear error.
struct RenderOptions {
  std::size_t max_output_bytes = 4 << 20;
  // All loops of the template and its partials together.
  int max_loop_iterations = 100'000;
  // Tags and partials within one another, partials that include themselves
  // among them.
  int max_nesting = 200;
  // What filters, `assign` and `capture` may hold at one time.
  std::size_t max_temporary_bytes = 16 << 20;
  // All work together: about one step a tag, output, comparison, filter, array
  // element looked at and 64 bytes of text worked on.
  std::int64_t max_steps = 20'000'000;
  // Where dates without a zone of their own are, and what `now` means: the time
  // of rendering if it is InfinitePast.
  absl::TimeZone time_zone = absl::UTCTimeZone();
  absl::Time now = absl::InfinitePast();
  // Whether a variable that is nil is an error that names it where it is put
  // out, filtered, looped over or an argument. It may still be nil where the
  // template asks for that: in the conditions of `if`, `unless` and `case`,
  // ahead of the filter `default`, and where `assign` only gives it a name.
  bool strict = false;
};

// Templates by name that others may `include` and `render`. Immutable.
class Partials {
 public:
  using Programs =
      std::map<std::string, std::shared_ptr<const Program>, std::less<>>;

  // Compiles all of them. Their options are those of the templates that use
  // them; the name of each stands at the head of its errors.
  static absl::StatusOr<Partials> Parse(
      const std::map<std::string, std::string>& sources,
      const ParseOptions& options = {});

  const std::shared_ptr<const Programs>& programs() const { return programs_; }

 private:
  std::shared_ptr<const Programs> programs_;
};

// A template: text with outputs and tags, compiled once, rendered any number
// of times. Immutable and cheap to copy; any thread may render it.
class Template {
 public:
  // INVALID_ARGUMENT as `NAME:LINE:COLUMN: what is wrong; what is allowed`, and
  // below that, indented, the line of the source with a mark at the place.
  static absl::StatusOr<Template> Parse(std::string_view source,
                                        const ParseOptions& options = {});

  // The text. RESOURCE_EXHAUSTED beyond a bound, INVALID_ARGUMENT if a filter
  // or tag cannot work with its arguments; both name line and column.
  absl::StatusOr<std::string> Render(const Object& variables,
                                     const RenderOptions& options = {}) const;

  // Appends the template's JSON value to `out`. A template that is one output
  // `{{ ... }}` and nothing else keeps the kind of its value (an object stays
  // an object); any other gives a string. Returns false, and appends nothing,
  // if that one output is nil.
  absl::StatusOr<bool> AppendJson(const Object& variables, std::string* out,
                                  const RenderOptions& options = {}) const;

 private:
  std::shared_ptr<const Program> program_;
};

// Variables that several conditions are asked about, one after the other: what
// one of them has looked up, the next need not. One thread.
class SharedVariables {
 public:
  // The variables, which do not change, and the conditions outlive it.
  explicit SharedVariables(const Object& variables);
  ~SharedVariables();

 private:
  friend class Condition;
  struct Evaluation;

  const Object& variables_;
  std::unique_ptr<Evaluation> evaluation_;
};

// A condition: what may stand in `{% if ... %}`, for example
// `status == 200 and body.ok`. Immutable and cheap to copy; any thread may
// evaluate it.
class Condition {
 public:
  // INVALID_ARGUMENT as for Template.
  static absl::StatusOr<Condition> Parse(std::string_view source,
                                         const ParseOptions& options = {});

  // Whether it holds. Nil and false are false, all else is true.
  absl::StatusOr<bool> Holds(const Object& variables) const;
  absl::StatusOr<bool> Holds(SharedVariables& variables) const;

 private:
  std::shared_ptr<const Program> program_;
};

}  // namespace herald::liquid
