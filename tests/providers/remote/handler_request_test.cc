// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_request.h"

#include <gtest/gtest.h>

#include "delivery/from_text.h"
#include "google/protobuf/util/message_differencer.h"
#include "providers/remote/grpc_messages.h"

namespace herald {
namespace {

using Request = v1::HandleNotificationRequest;

TEST(HandlerRequest, IsItsThreePartsTogether) {
  const auto common = FromText<Request>(
      "provider: 'own' secrets { key: 'KEY' value: 's3cret' }"
      "configuration { fields { key: 'n' value { number_value: 1 } } }");
  const auto notification = FromText<v1::Notification>(
      "phone { recipient: '+15550100' as_text: 'Your code is 123456' }");
  const auto own = FromText<Request>("attempt: 2 request_id: 'order-1'");
  const std::string body =
      EncodeHandlerRequest(common.SerializeAsString(), notification, own);
  GrpcMessages messages(10'000);
  messages.Take(body);
  const auto message = messages.Next();
  ASSERT_TRUE(message.has_value());
  EXPECT_TRUE(messages.is_at_end());
  Request decoded;
  ASSERT_TRUE(decoded.ParseFromString(std::string(*message)));
  Request whole = common;
  *whole.mutable_notification() = notification;
  whole.MergeFrom(own);
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(decoded, whole))
      << decoded.ShortDebugString();
}

TEST(HandlerRequest, MayBeLarge) {
  v1::Notification notification;
  notification.mutable_email()->set_html(std::string(3'000'000, 'x'));
  const std::string body = EncodeHandlerRequest("", notification, Request());
  Request decoded;
  ASSERT_TRUE(decoded.ParseFromString(body.substr(5)));
  EXPECT_EQ(decoded.notification().email().html().size(), 3'000'000u);
}

}  // namespace
}  // namespace herald
