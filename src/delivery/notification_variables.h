// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "herald/v1/notification.pb.h"
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
// `labels`, `channel`, `request_id`, `idempotency_key` and `secrets`. Reads
// everything in place: the arguments outlive it.
class NotificationVariables : public liquid::Object {
 public:
  // `secrets` may be null. Only providers have an idempotency key.
  NotificationVariables(const v1::Notification& notification,
                        std::string_view request_id,
                        const SecretVariables* secrets,
                        std::string_view idempotency_key = {});

  liquid::Value Find(std::string_view name) const override;

 private:
  const v1::Notification& notification_;
  const std::string_view request_id_;
  const std::string_view idempotency_key_;
  const SecretVariables* const secrets_;
  const liquid::Value fields_;

  // A copy with the delivery method filled in, if it was unset.
  std::optional<v1::PhoneNotification> text_;
};

// `email`, `sms` or `voice`.
std::string_view ChannelName(const v1::Notification& notification);

}  // namespace herald
