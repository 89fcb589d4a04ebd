// SPDX-License-Identifier: Apache-2.0
#include "app/render_command.h"

#include <utility>

#include <algorithm>
#include <map>
#include <string_view>

#include "app/file_reading.h"
#include "app/partial_files.h"
#include "fmt/format.h"
#include "liquid/json.h"
#include "liquid/liquid.h"
#include "liquid/utf8.h"

namespace herald {
namespace {

constexpr std::size_t kMaxTemplateBytes = 1 << 20;
constexpr std::size_t kMaxDataBytes = 16 << 20;

// The engine's name for the template itself. No partial has it, because their
// names are relative paths.
constexpr std::string_view kTemplateName = "/";

// The members of a JSON object as variables. The object outlives it.
class JsonVariables : public liquid::Object {
 public:
  explicit JsonVariables(liquid::Value root) : root_(root) {}

  liquid::Value Find(std::string_view name) const override {
    return root_.Find(name);
  }

 private:
  const liquid::Value root_;
};

absl::Status Wrong(std::string_view file, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}: {}", file, what));
}

absl::Status Wrong(std::string_view file, const absl::Status& status) {
  return Wrong(file, std::string(status.message()));
}

// `LINE:COLUMN`, counted from 1.
std::string PlaceOf(std::string_view text, std::size_t offset) {
  const std::string_view ahead = text.substr(0, offset);
  const std::string_view line = ahead.substr(ahead.rfind('\n') + 1);
  return fmt::format("{}:{}", 1 + std::ranges::count(ahead, '\n'),
                     1 + liquid::CountCharacters(line));
}

absl::StatusOr<liquid::JsonDocument> ReadVariables(const std::string& file) {
  if (file.empty()) return liquid::JsonDocument::Parse("{}");
  const auto text = ReadFile(file, kMaxDataBytes);
  if (!text.ok()) return Wrong(file, text.status());
  std::size_t offset = 0;
  auto document = liquid::JsonDocument::Parse(*text, &offset);
  if (!document.ok()) {
    return Wrong(fmt::format("{}:{}", file, PlaceOf(*text, offset)),
                 document.status());
  }
  if (!document->root().is_object()) {
    return Wrong(file + ":1:1",
                 "is not a JSON object; use the form {\"name\": \"value\"}");
  }
  return document;
}

absl::StatusOr<std::string> ReadTemplate(const std::string& file) {
  auto text = file == "-" ? ReadStandardInput(kMaxTemplateBytes)
                          : ReadFile(file, kMaxTemplateBytes);
  if (!text.ok()) return Wrong(file, text.status());
  return text;
}

// The engine's errors begin with the name of a template: this puts the path of
// its file there.
absl::Status WithPath(const absl::Status& status, const Arguments& arguments,
                      const PartialFiles& partials) {
  const std::string message(status.message());
  const auto names = [&message](std::string_view name) {
    return message.starts_with(name) && message.substr(name.size())[0] == ':';
  };
  std::string_view name = kTemplateName;
  std::string_view path = arguments.template_file;
  for (const auto& [other, file] : partials.paths) {
    if (!names(other) || other.size() < name.size()) continue;
    name = other;
    path = file;
  }
  if (!names(name)) return status;
  return absl::InvalidArgumentError(
      std::string(path).append(message, name.size()));
}

absl::StatusOr<std::string> Render(std::string_view source,
                                   const PartialFiles& files,
                                   const liquid::Object& variables,
                                   const Arguments& arguments) {
  liquid::ParseOptions parse = {.name = kTemplateName,
                                .max_source_bytes = kMaxTemplateBytes};
  if (arguments.escape == "html") parse.escape = liquid::Escape::kHtml;
  const auto partials = liquid::Partials::Parse(files.sources, parse);
  if (!partials.ok()) return partials.status();
  parse.partials = &*partials;
  const auto compiled = liquid::Template::Parse(source, parse);
  if (!compiled.ok()) return compiled.status();
  return compiled->Render(variables, {.strict = arguments.is_strict});
}

}  // namespace

absl::StatusOr<std::string> RenderFile(const Arguments& arguments) {
  const auto source = ReadTemplate(arguments.template_file);
  if (!source.ok()) return source.status();
  const auto document = ReadVariables(arguments.data_file);
  if (!document.ok()) return document.status();
  const auto partials = ReadPartialFiles(arguments.partials_folder);
  if (!partials.ok()) return partials.status();
  const JsonVariables variables(document->root());
  auto output = Render(*source, *partials, variables, arguments);
  if (!output.ok()) return WithPath(output.status(), arguments, *partials);
  return output;
}

}  // namespace herald
