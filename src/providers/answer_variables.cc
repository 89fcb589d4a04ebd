// SPDX-License-Identifier: Apache-2.0
#include "providers/answer_variables.h"

#include <utility>

#include "http/ascii_case.h"

namespace herald {

template <typename Document>
liquid::Value AnswerVariables::Parsed<Document>::Root(std::string_view body) {
  if (!is_tried) {
    is_tried = true;
    auto parsed = Document::Parse(body);
    if (parsed.ok()) document = *std::move(parsed);
  }
  return document.has_value() ? document->root() : liquid::Value();
}

AnswerVariables::AnswerVariables(const liquid::Object& notification,
                                 const HttpResponse& response)
    : notification_(notification), response_(response), headers_(response) {}

liquid::Value AnswerVariables::Find(std::string_view name) const {
  if (name == "status") return response_.status;
  if (name == "headers") return &headers_;
  if (name == "text") return std::string_view(response_.body);
  if (name == "body") return json_.Root(response_.body);
  if (name == "xml") return xml_.Root(response_.body);
  return notification_.Find(name);
}

bool AnswerVariables::has_missed_body() const {
  const bool is_found = json_.document.has_value() || xml_.document.has_value();
  return !is_found && (json_.is_tried || xml_.is_tried);
}

liquid::Value AnswerVariables::Headers::Find(std::string_view name) const {
  for (const HttpHeader& header : response_.headers) {
    if (EqualsIgnoreCase(header.name, name)) {
      return std::string_view(header.value);
    }
  }
  return {};
}

}  // namespace herald
