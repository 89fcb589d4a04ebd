// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "http/http_client.h"
#include "liquid/json.h"
#include "liquid/value.h"
#include "liquid/xml.h"

namespace herald {

// What templates and conditions see of an answer, besides the notification:
// `status`, `headers` (by names in lower case), `body` (the answer's JSON, nil
// if it is none), `xml` (the answer's XML, as liquid::XmlDocument has it, nil
// if it is none) and `text`. The answer is parsed when it is first looked at.
// The arguments outlive it.
class AnswerVariables : public liquid::Object {
 public:
  AnswerVariables(const liquid::Object& notification,
                  const HttpResponse& response);

  liquid::Value Find(std::string_view name) const override;

  // Whether anybody has looked for JSON or XML so far, and found nothing that
  // can be read.
  bool has_missed_body() const;

 private:
  class Headers : public liquid::Object {
   public:
    explicit Headers(const HttpResponse& response) : response_(response) {}
    liquid::Value Find(std::string_view name) const override;

   private:
    const HttpResponse& response_;
  };

  // What a body is, once somebody has looked at it.
  template <typename Document>
  struct Parsed {
    bool is_tried = false;
    std::optional<Document> document;

    liquid::Value Root(std::string_view body);
  };

  const liquid::Object& notification_;
  const HttpResponse& response_;
  const Headers headers_;
  mutable Parsed<liquid::JsonDocument> json_;
  mutable Parsed<liquid::XmlDocument> xml_;
};

}  // namespace herald
