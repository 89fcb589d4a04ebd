// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "delivery/notification_variables.h"
#include "herald/v1/explanation.pb.h"
#include "liquid/value.h"

namespace herald {

// What the conditions of routes see: all that templates of requests see but
// secrets, and beside it `message_type`, `phone` and `email` with what is
// known about the recipient. Reads everything in place: the arguments outlive
// it.
class RouteVariables : public liquid::Object {
 public:
  RouteVariables(const v1::Notification& notification,
                 std::string_view request_id, const v1::RecipientFacts& facts);

  liquid::Value Find(std::string_view name) const override;

 private:
  // `phone`.
  class Phone : public liquid::Object {
   public:
    explicit Phone(const v1::RecipientFacts& facts) : facts_(facts) {}
    liquid::Value Find(std::string_view name) const override;

   private:
    const v1::RecipientFacts& facts_;
  };

  // `email`.
  class Email : public liquid::Object {
   public:
    explicit Email(const v1::RecipientFacts& facts) : facts_(facts) {}
    liquid::Value Find(std::string_view name) const override;

   private:
    const v1::RecipientFacts& facts_;
  };

  const NotificationVariables notification_;
  const bool is_email_;
  const Phone phone_;
  const Email email_;
};

}  // namespace herald
