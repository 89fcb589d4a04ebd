// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "herald/v1/notification.pb.h"
#include "http/http_client.h"
#include "liquid/json.h"
#include "liquid/value.h"

namespace herald {

// Secrets by the name that templates know them by. Loops over it see nothing,
// and so does a template that prints it whole.
class SecretVariables : public liquid::Object {
 public:
  void Put(std::string name, std::string value) {
    values_[std::move(name)] = std::move(value);
  }

  liquid::Value Find(std::string_view name) const override;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

// What templates see of a notification: `notification` (its content, so that
// the names are those of Auth0's events), `client`, `connection`,
// `custom_domain`, `organization`, `request`, `tenant`, `transaction`, `user`,
// `labels`, `channel`, `request_id` and `secrets`. Reads everything in place:
// the arguments outlive it.
class NotificationVariables : public liquid::Object {
 public:
  // `secrets` may be null.
  NotificationVariables(const v1::Notification& notification,
                        std::string_view request_id,
                        const SecretVariables* secrets);

  liquid::Value Find(std::string_view name) const override;

 private:
  const v1::Notification& notification_;
  const std::string_view request_id_;
  const SecretVariables* const secrets_;
  const liquid::Value fields_;

  // A copy with the delivery method filled in, if it was unset.
  std::optional<v1::PhoneNotification> text_;
};

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

// `email`, `sms` or `voice`.
std::string_view ChannelName(const v1::Notification& notification);

}  // namespace herald
