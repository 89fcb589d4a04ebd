// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/twilio_verify_provider.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/twilio_verify/verify_config.h"

namespace herald {
namespace {

class TwilioVerifyProviderTest : public testing::Test {
 protected:
  std::unique_ptr<Provider> Make(const v1::TwilioVerifyProvider& config) {
    return MakeTwilioVerifyProvider(config, VerifySecrets(), client_, clock_,
                                    violations_);
  }

  AttemptContext Context() {
    return {.request_id = "order-1",
            .deadline = clock_.Now() + std::chrono::seconds(5)};
  }

  FakeHttpClient client_;
  FakeClock clock_;
  FieldViolations violations_;
};

TEST_F(TwilioVerifyProviderTest, SendsOneRequestWithinTheDeadline) {
  client_.Answer(201, R"({"sid":"VE1","status":"pending"})");
  const auto provider = Make(VerifyConfig());
  const v1::Notification notification = CodeNotification();
  const AttemptContext context = Context();
  EXPECT_EQ(Describe(Await(provider->Deliver(notification, context))),
            "DELIVERED VE1");
  ASSERT_EQ(client_.requests().size(), 1u);
  EXPECT_EQ(client_.requests()[0].origin.host, "verify.twilio.com");
  EXPECT_EQ(client_.deadlines()[0], context.deadline);
}

TEST_F(TwilioVerifyProviderTest, CarriesOnlyPhoneNotificationsWithACode) {
  const auto provider = Make(VerifyConfig());
  EXPECT_TRUE(provider->CanCarry(CodeNotification()).ok());

  v1::Notification without_code = CodeNotification();
  without_code.mutable_phone()->clear_code();
  EXPECT_EQ(provider->CanCarry(without_code),
            absl::FailedPreconditionError("carries one-time codes only, and "
                                          "this notification has none"));
  v1::Notification email;
  email.mutable_email();
  EXPECT_EQ(provider->CanCarry(email),
            absl::FailedPreconditionError("cannot carry email"));
}

TEST_F(TwilioVerifyProviderTest, DropsCodesThatTwilioDoesNotTake) {
  const auto provider = Make(VerifyConfig());
  const AttemptContext context = Context();
  for (const std::string code : {"123", "12345678901"}) {
    v1::Notification notification = CodeNotification();
    notification.mutable_phone()->set_code(code);
    const auto refusal = provider->Prepare(notification, context).refusal;
    ASSERT_TRUE(refusal.has_value());
    EXPECT_EQ(Describe(*refusal), "DROPPED CONTENT INVALID_CODE");
    EXPECT_EQ(Describe(Await(provider->Deliver(notification, context))),
              "DROPPED CONTENT INVALID_CODE");
  }
  EXPECT_TRUE(client_.requests().empty());
  for (const std::string code : {"1234", "1234567890"}) {
    v1::Notification notification = CodeNotification();
    notification.mutable_phone()->set_code(code);
    EXPECT_FALSE(provider->Prepare(notification, context).refusal.has_value());
  }
}

TEST_F(TwilioVerifyProviderTest, DropsWhatATemplateCannotRender) {
  v1::TwilioVerifyProvider config = VerifyConfig();
  v1::NamedValue* tag = config.add_tags();
  tag->set_name("bad");
  tag->set_value("{% for i in (1..200000) %}x{% endfor %}");
  const auto provider = Make(config);
  ASSERT_NE(provider, nullptr) << Describe(violations_);
  const v1::Notification notification = CodeNotification();
  const AttemptContext context = Context();
  EXPECT_TRUE(provider->Prepare(notification, context).refusal.has_value());
  const v1::Attempt attempt = Await(provider->Deliver(notification, context));
  EXPECT_EQ(Describe(attempt), "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_TRUE(attempt.reason().starts_with("tags[bad]: ")) << attempt.reason();
  EXPECT_TRUE(client_.requests().empty());
}

TEST_F(TwilioVerifyProviderTest, TellsEverythingThatIsWrong) {
  v1::TwilioVerifyProvider config;
  config.set_api_key_sid("AC" + kThirtyTwo);
  config.set_template_sid("HJ12");
  config.set_base_url("ftp://verify.twilio.com");
  config.set_risk_check(static_cast<v1::RiskCheck>(9));
  for (int i = 0; i < 11; ++i) config.add_tags()->set_name(std::to_string(i));
  config.add_rate_limits()->set_name("ip");
  config.add_rate_limits()->set_name("ip");
  config.add_template_substitutions()->set_value("x");
  config.add_template_substitutions()->set_name("broken");
  config.mutable_template_substitutions(1)->set_value("{{ x");
  EXPECT_EQ(Make(config), nullptr);

  std::string fields;
  for (const FieldViolation& violation : violations_.all()) {
    fields += violation.field + " ";
    EXPECT_FALSE(violation.description.empty());
  }
  EXPECT_EQ(fields,
            "account_sid api_key_sid auth_token base_url service_sid "
            "template_sid template_substitutions[] "
            "template_substitutions[broken] rate_limits[ip] tags risk_check ");
}

TEST_F(TwilioVerifyProviderTest, SaysWhatIsAllowed) {
  struct Row {
    std::function<void(v1::TwilioVerifyProvider*)> change;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {[](auto* config) { config->clear_account_sid(); },
       "account_sid: is required\n"},
      {[](auto* config) { config->set_account_sid("AC" + kThirtyTwo + "0"); },
       "account_sid: must be `AC` and 32 hexadecimal digits\n"},
      {[](auto* config) {
         config->set_service_sid("VA" + std::string(32, 'g'));
       },
       "service_sid: must be `VA` and 32 hexadecimal digits\n"},
      {[](auto* config) { config->clear_auth_token(); },
       "auth_token: is required\n"},
      {[](auto* config) { config->set_base_url("https://x.test/a?b"); },
       "base_url: must not have a query or a fragment\n"},
  };
  for (const Row& row : rows) {
    v1::TwilioVerifyProvider config = VerifyConfig();
    row.change(&config);
    violations_ = FieldViolations();
    EXPECT_EQ(Make(config), nullptr);
    EXPECT_EQ(Describe(violations_), row.expected);
  }
}

TEST_F(TwilioVerifyProviderTest, RefusesATokenThatNoHeaderCanCarry) {
  Secrets secrets;
  secrets.Put(VerifyConfig().auth_token(), "a\nb");
  EXPECT_EQ(MakeTwilioVerifyProvider(VerifyConfig(), secrets, client_, clock_,
                                     violations_),
            nullptr);
  EXPECT_EQ(violations_.all()[0].field, "auth_token");
  EXPECT_EQ(Describe(violations_).find("a\nb"), std::string::npos);
}

}  // namespace
}  // namespace herald
