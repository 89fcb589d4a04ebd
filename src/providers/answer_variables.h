// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "http/http_client.h"
#include "liquid/json.h"
#include "liquid/value.h"

namespace herald {

// What templates and conditions see of an answer, besides the notification:
// `status`, `headers` (by names in lower case), `body` (the answer's JSON, nil
// if it is none) and `text`. The body is parsed when it is first looked at. The
// arguments outlive it.
class AnswerVariables : public liquid::Object {
 public:
  AnswerVariables(const liquid::Object& notification,
                  const HttpResponse& response);

  liquid::Value Find(std::string_view name) const override;

  // Whether anybody has looked at `body` so far.
  bool has_looked_at_body() const { return has_looked_at_body_; }

  // Whether the answer's body is JSON.
  bool HasJsonBody() const;

 private:
  class Headers : public liquid::Object {
   public:
    explicit Headers(const HttpResponse& response) : response_(response) {}
    liquid::Value Find(std::string_view name) const override;

   private:
    const HttpResponse& response_;
  };

  void ParseBody() const;

  const liquid::Object& notification_;
  const HttpResponse& response_;
  const Headers headers_;
  mutable bool has_looked_at_body_ = false;
  mutable bool is_parsed_ = false;
  mutable std::optional<liquid::JsonDocument> body_;
};

}  // namespace herald
