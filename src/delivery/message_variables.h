// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <array>
#include <string_view>

#include "absl/time/time.h"
#include "delivery/notification_variables.h"
#include "herald/v1/notification_service.pb.h"
#include "liquid/value.h"

namespace herald {

// What a message is made from. What it points to outlives its rendering.
struct MessageInput {
  const v1::Notification& notification;
  const v1::TemplateInput& input;

  // When the notification expires, if it does.
  const google::protobuf::Timestamp* expire_time = nullptr;

  absl::Time now;
};

// What message templates see; herald.v1.TemplateInput lists the names. They are
// those of Auth0's templates, so `{{ tenant }}` prints the tenant's id, and
// `client`, `connection` and `organization` print their names. Reads everything
// in place.
class MessageVariables : public liquid::Object {
 public:
  // `locale` is the template's, which outlives the variables.
  MessageVariables(const MessageInput& input, std::string_view locale);

  // Its members point to one another.
  MessageVariables(const MessageVariables&) = delete;

  liquid::Value Find(std::string_view name) const override;

 private:
  // A message with what Auth0's templates know beyond its fields.
  class Party : public liquid::Object {
   public:
    Party(const google::protobuf::Message& message,
          std::string_view description,
          std::array<liquid::Member, 3> others = {})
        : fields_(liquid::Value::Of(message)),
          description_(description),
          others_(others) {}

    liquid::Value Find(std::string_view name) const override;
    void ForEach(Visitor visit) const override;
    std::string_view Description() const override { return description_; }

   private:
    const liquid::Value fields_;
    const std::string_view description_;
    const std::array<liquid::Member, 3> others_;
  };

  liquid::Value FindNamed(std::string_view name) const;
  liquid::Value Code() const;
  liquid::Value Email() const;
  liquid::Value ExpireMinutes() const;
  liquid::Value ExpireTime() const;
  liquid::Value Locale() const;
  liquid::Value MessageType() const;
  liquid::Value PhoneNumber() const;
  liquid::Value RequestLanguage() const;

  const MessageInput input_;
  const std::string_view locale_;
  const NotificationVariables notification_;
  const Party client_;
  const Party connection_;
  const Party organization_;
  const Party tenant_;
  const Party user_;
};

}  // namespace herald
