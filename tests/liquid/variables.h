// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liquid/json.h"
#include "liquid/liquid.h"

namespace herald::liquid {

// The members of a JSON object as variables.
class JsonVariables : public Object {
 public:
  explicit JsonVariables(std::string_view json)
      : document_(JsonDocument::Parse(json).value()) {}

  Value Find(std::string_view name) const override {
    return document_.root().Find(name);
  }

 private:
  JsonDocument document_;
};

// A value's members as variables.
class ValueVariables : public Object {
 public:
  explicit ValueVariables(Value value) : value_(value) {}

  Value Find(std::string_view name) const override { return value_.Find(name); }

 private:
  Value value_;
};

// An error without the excerpt of the source below it.
inline std::string FirstLine(const absl::Status& status) {
  const std::string message(status.message());
  return message.substr(0, message.find('\n'));
}

// What the template prints, or its error.
inline std::string Rendered(std::string_view source,
                            std::string_view json = "{}",
                            const ParseOptions& options = {},
                            const RenderOptions& render_options = {}) {
  const auto parsed = Template::Parse(source, options);
  if (!parsed.ok()) return FirstLine(parsed.status());
  const JsonVariables variables(json);
  const auto text = parsed->Render(variables, render_options);
  return text.ok() ? *text : std::string(text.status().message());
}

// Whether the condition holds; fails the program if it cannot tell.
inline bool Holds(std::string_view source, std::string_view json = "{}") {
  return Condition::Parse(source).value().Holds(JsonVariables(json)).value();
}

}  // namespace herald::liquid
