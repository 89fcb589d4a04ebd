// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/twilio_messaging_provider.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/twilio_messaging/messaging_config.h"

namespace herald {
namespace {

class TwilioMessagingProviderTest : public testing::Test {
 protected:
  std::unique_ptr<Provider> Make(const v1::TwilioMessagingProvider& config) {
    return MakeTwilioMessagingProvider(config, MessagingSecrets(), client_,
                                       clock_, violations_);
  }

  AttemptContext Context() {
    return {.request_id = "order-1",
            .deadline = clock_.Now() + std::chrono::seconds(5)};
  }

  FakeHttpClient client_;
  FakeClock clock_;
  FieldViolations violations_;
};

TEST_F(TwilioMessagingProviderTest, SendsOneRequestWithinTheDeadline) {
  client_.Answer(201, R"({"sid":"SM1","status":"queued"})");
  client_.Answer(201, R"({"sid":"CA1","status":"queued"})");
  const auto provider = Make(MessagingConfig());
  const v1::Notification text = TextNotification();
  const v1::Notification voice = VoiceNotification();
  const AttemptContext context = Context();
  EXPECT_EQ(Describe(Await(provider->Deliver(text, context))), "DELIVERED SM1");
  EXPECT_EQ(Describe(Await(provider->Deliver(voice, context))),
            "DELIVERED CA1");
  ASSERT_EQ(client_.requests().size(), 2u);
  EXPECT_TRUE(client_.requests()[0].target.ends_with("/Messages.json"));
  EXPECT_TRUE(client_.requests()[1].target.ends_with("/Calls.json"));
  EXPECT_EQ(client_.deadlines()[0], context.deadline);
}

TEST_F(TwilioMessagingProviderTest, DropsContentThatIsTooLongWithoutSending) {
  const auto provider = Make(MessagingConfig());
  v1::Notification notification = TextNotification();
  notification.mutable_phone()->set_as_text(std::string(1601, 'x'));
  const AttemptContext context = Context();
  ASSERT_TRUE(provider->Prepare(notification, context).refusal.has_value());
  EXPECT_EQ(Describe(Await(provider->Deliver(notification, context))),
            "DROPPED CONTENT CONTENT_TOO_LONG");
  EXPECT_TRUE(client_.requests().empty());
  EXPECT_FALSE(
      provider->Prepare(TextNotification(), context).refusal.has_value());
}

TEST_F(TwilioMessagingProviderTest, NeedsTheContentForTheDeliveryMethod) {
  const auto provider = Make(MessagingConfig());
  EXPECT_TRUE(provider->CanCarry(TextNotification()).ok());
  EXPECT_TRUE(provider->CanCarry(VoiceNotification()).ok());

  v1::Notification text = TextNotification();
  text.mutable_phone()->clear_as_text();
  EXPECT_EQ(provider->CanCarry(text).message(),
            "sends `as_text`, and this notification has none");
  v1::Notification voice = VoiceNotification();
  voice.mutable_phone()->clear_as_voice();
  EXPECT_EQ(provider->CanCarry(voice).message(),
            "speaks `as_voice`, and this notification has none");
  v1::Notification email;
  email.mutable_email();
  EXPECT_EQ(provider->CanCarry(email),
            absl::FailedPreconditionError("cannot carry email"));
}

TEST_F(TwilioMessagingProviderTest, NeedsANumberToCallFrom) {
  v1::TwilioMessagingProvider config = MessagingConfig();
  config.set_from("Acme");
  const auto provider = Make(config);
  EXPECT_TRUE(provider->CanCarry(TextNotification()).ok());
  EXPECT_EQ(provider->CanCarry(VoiceNotification()).code(),
            absl::StatusCode::kFailedPrecondition);
  v1::Notification voice = VoiceNotification();
  voice.mutable_phone()->set_from("+4930123456");
  EXPECT_TRUE(provider->CanCarry(voice).ok());
}

TEST_F(TwilioMessagingProviderTest, SaysWhatIsAllowed) {
  struct Row {
    std::function<void(v1::TwilioMessagingProvider*)> change;
    std::string expected;
  };
  const std::string validity =
      "validity_period: must be 1 s to 36000 s, in whole seconds\n";
  const std::string ring =
      "ring_timeout: must be 1 s to 600 s, in whole seconds\n";
  const std::vector<Row> rows = {
      {[](auto* config) { config->clear_account_sid(); },
       "account_sid: is required\n"},
      {[](auto* config) { config->set_api_key_sid("SK1"); },
       "api_key_sid: must be `SK` and 32 hexadecimal digits\n"},
      {[](auto* config) { config->clear_auth_token(); },
       "auth_token: is required\n"},
      {[](auto* config) { config->set_messaging_service_sid("MG"); },
       "messaging_service_sid: must be `MG` and 32 hexadecimal digits\n"},
      {[](auto* config) { config->clear_from(); },
       "from: is required unless messaging_service_sid is given\n"},
      {[](auto* config) { config->set_from("a very long sender"); },
       "from: must be a number in E.164 or a sender name of at most 16 "
       "characters\n"},
      {[](auto* config) { config->set_from("a\nb"); },
       "from: must be a number in E.164 or a sender name of at most 16 "
       "characters\n"},
      {[](auto* config) { config->mutable_validity_period(); }, validity},
      {[](auto* config) {
         config->mutable_validity_period()->set_seconds(36001);
       },
       validity},
      {[](auto* config) { config->mutable_validity_period()->set_nanos(1); },
       validity},
      {[](auto* config) { config->mutable_ring_timeout()->set_seconds(0); },
       ring},
      {[](auto* config) { config->mutable_ring_timeout()->set_seconds(601); },
       ring},
      {[](auto* config) { config->mutable_ring_timeout()->set_seconds(-1); },
       ring},
  };
  for (const Row& row : rows) {
    v1::TwilioMessagingProvider config = MessagingConfig();
    row.change(&config);
    violations_ = FieldViolations();
    EXPECT_EQ(Make(config), nullptr);
    EXPECT_EQ(Describe(violations_), row.expected);
  }
}

}  // namespace
}  // namespace herald
