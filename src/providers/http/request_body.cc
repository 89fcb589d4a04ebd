// SPDX-License-Identifier: Apache-2.0
#include "providers/http/request_body.h"

#include <utility>

#include <fmt/format.h>

#include <cstddef>

#include "absl/status/status.h"
#include "http/encoding.h"
#include "providers/header_rules.h"
#include "providers/http/multipart_body.h"

namespace herald {
namespace {

absl::StatusOr<std::string> RenderJson(const JsonTemplate& json,
                                       const liquid::Object& variables) {
  std::string body;
  const auto is_there = json.Append(variables, &body);
  if (!is_there.ok()) return is_there.status();
  if (!*is_there) return absl::InvalidArgumentError("the value is nil");
  return body;
}

absl::StatusOr<std::string> RenderForm(const std::vector<NamedTemplate>& form,
                                       const liquid::Object& variables) {
  std::string body;
  for (const NamedTemplate& field : form) {
    const auto value = field.value.Render(variables);
    if (!value.ok()) return value.status();
    if (!value->empty()) AppendFormField(field.name, *value, &body);
    if (body.size() > kMaxBodyBytes) return BodyTooLarge();
  }
  return body;
}

}  // namespace

RequestBody RequestBody::Compile(const v1::HttpProvider& config,
                                 FieldViolations& violations) {
  RequestBody body;
  std::optional<liquid::Template> text;
  switch (config.body_case()) {
    case v1::HttpProvider::kJson:
      body.content_type_ = "application/json";
      body.content_ = JsonTemplate::Compile(config.json(), "json", violations);
      break;
    case v1::HttpProvider::kForm:
      body.content_type_ = "application/x-www-form-urlencoded";
      body.content_ = CompileNamedTemplates("form.fields",
                                            config.form().fields(), violations);
      break;
    case v1::HttpProvider::kText:
      body.content_type_ = "text/plain; charset=utf-8";
      text = CompileTemplate("text", config.text(), violations);
      break;
    case v1::HttpProvider::kRaw:
      body.content_type_ = config.raw().content_type();
      if (body.content_type_.empty()) {
        violations.Add("raw.content_type", "is required");
      } else if (!IsHeaderValue(body.content_type_)) {
        violations.Add("raw.content_type", std::string(kNotAHeaderValue));
      }
      if (config.raw().template_().empty()) {
        violations.Add("raw.template", "is required");
      }
      text =
          CompileTemplate("raw.template", config.raw().template_(), violations);
      break;
    case v1::HttpProvider::kMultipart:
      body.content_type_ =
          fmt::format("multipart/form-data; boundary={}", kMultipartBoundary);
      body.content_ = Multipart{CompileNamedTemplates(
          "multipart.fields", config.multipart().fields(), violations)};
      break;
    case v1::HttpProvider::BODY_NOT_SET:
      break;
  }
  if (text.has_value()) body.content_ = *std::move(text);
  return body;
}

absl::StatusOr<std::string> RequestBody::Render(
    const liquid::Object& variables) const {
  absl::StatusOr<std::string> body = std::string();
  if (const auto* json = std::get_if<JsonTemplate>(&content_)) {
    body = RenderJson(*json, variables);
  } else if (const auto* form = std::get_if<Form>(&content_)) {
    body = RenderForm(*form, variables);
  } else if (const auto* multipart = std::get_if<Multipart>(&content_)) {
    body = RenderMultipart(multipart->fields, variables);
  } else if (const auto* text = std::get_if<liquid::Template>(&content_)) {
    body = text->Render(variables);
  }
  if (body.ok() && body->size() > kMaxBodyBytes) {
    return BodyTooLarge();
  }
  return body;
}

}  // namespace herald
