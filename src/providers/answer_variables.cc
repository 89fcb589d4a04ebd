// SPDX-License-Identifier: Apache-2.0
#include "providers/answer_variables.h"

#include <utility>

#include "http/ascii_case.h"

namespace herald {

AnswerVariables::AnswerVariables(const liquid::Object& notification,
                                 const HttpResponse& response)
    : notification_(notification), response_(response), headers_(response) {}

liquid::Value AnswerVariables::Find(std::string_view name) const {
  if (name == "status") return response_.status;
  if (name == "headers") return &headers_;
  if (name == "text") return std::string_view(response_.body);
  if (name == "body") {
    has_looked_at_body_ = true;
    return HasJsonBody() ? body_->root() : liquid::Value();
  }
  return notification_.Find(name);
}

bool AnswerVariables::HasJsonBody() const {
  if (!is_parsed_) ParseBody();
  return body_.has_value();
}

void AnswerVariables::ParseBody() const {
  is_parsed_ = true;
  auto document = liquid::JsonDocument::Parse(response_.body);
  if (document.ok()) body_ = *std::move(document);
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
