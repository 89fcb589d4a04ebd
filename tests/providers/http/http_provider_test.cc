// SPDX-License-Identifier: Apache-2.0
#include "providers/http/http_provider.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"

namespace herald {
namespace {

class HttpProviderTest : public testing::Test {
 protected:
  std::unique_ptr<Provider> Make(const v1::HttpProvider& config) {
    return MakeHttpProvider(config, HttpSecrets(), client_, clock_,
                            violations_);
  }

  AttemptContext Context() {
    return {.request_id = "order-1",
            .idempotency_key = "key-1",
            .deadline = clock_.Now() + std::chrono::seconds(5)};
  }

  FakeHttpClient client_;
  FakeClock clock_;
  FieldViolations violations_;
};

TEST_F(HttpProviderTest, SendsOneRequestWithinTheDeadline) {
  client_.Answer(202, R"({"id":"m-1"})");
  const auto provider = Make(HttpConfig(
      R"(text: "{{ notification.code }} {{ request_id }} {{ secrets.b }}"
         headers { name: "Idempotency-Key" value: "{{ idempotency_key }}" }
         secrets { key: "b" value { env: "B" } }
         message_id: "{{ body.id }}")"));
  ASSERT_NE(provider, nullptr) << Describe(violations_);
  const v1::Notification notification = SomePhone();
  const AttemptContext context = Context();
  EXPECT_EQ(Describe(Await(provider->Deliver(notification, context))),
            "DELIVERED m-1");
  ASSERT_EQ(client_.requests().size(), 1u);
  EXPECT_EQ(Describe(client_.requests()[0]),
            "POST https://api.test:443/send\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Idempotency-Key: key-1\n\n"
            "123456 order-1 s3cret B");
  EXPECT_EQ(client_.deadlines()[0], context.deadline);
}

TEST_F(HttpProviderTest, DropsWhatCannotBeSentAndSendsNothing) {
  const auto provider = Make(HttpConfig(
      R"(headers { name: "X-Text" value: "{{ notification.as_text }}" })"));
  const v1::Notification notification = SomePhone();
  const AttemptContext context = Context();
  const auto refusal = provider->Prepare(notification, context).refusal;
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(Describe(*refusal), "DROPPED CONTENT INVALID_REQUEST");
  const v1::Attempt attempt = Await(provider->Deliver(notification, context));
  EXPECT_EQ(Describe(attempt), "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_TRUE(attempt.reason().starts_with("headers[X-Text]: holds a line"));
  EXPECT_TRUE(client_.requests().empty());
}

TEST_F(HttpProviderTest, ChecksWithoutSending) {
  const auto provider = Make(HttpConfig(""));
  EXPECT_FALSE(provider->Prepare(SomePhone(), Context()).refusal.has_value());
  EXPECT_TRUE(client_.requests().empty());
}

TEST_F(HttpProviderTest, CarriesTheConfiguredChannels) {
  v1::Notification email;
  email.mutable_email();
  v1::Notification voice = SomePhone();
  voice.mutable_phone()->set_delivery_method(v1::DELIVERY_METHOD_VOICE);
  v1::Notification unset = SomePhone();
  unset.mutable_phone()->clear_delivery_method();

  const auto all = Make(HttpConfig(""));
  for (const auto& notification : {email, voice, unset, SomePhone()}) {
    EXPECT_TRUE(all->CanCarry(notification).ok());
  }
  const auto sms = Make(HttpConfig("channels: CHANNEL_SMS"));
  EXPECT_TRUE(sms->CanCarry(SomePhone()).ok());
  EXPECT_TRUE(sms->CanCarry(unset).ok());
  EXPECT_EQ(sms->CanCarry(email),
            absl::FailedPreconditionError("cannot carry email"));
  EXPECT_EQ(sms->CanCarry(voice),
            absl::FailedPreconditionError("cannot carry voice calls"));
  const auto both =
      Make(HttpConfig("channels: [CHANNEL_EMAIL, CHANNEL_VOICE]"));
  EXPECT_TRUE(both->CanCarry(email).ok());
  EXPECT_TRUE(both->CanCarry(voice).ok());
  EXPECT_EQ(both->CanCarry(SomePhone()),
            absl::FailedPreconditionError("cannot carry text messages"));
}

TEST_F(HttpProviderTest, PutsNoSecretIntoAReason) {
  client_.Fail(HttpErrorKind::kConnect, false, "api.test:443: refused");
  const auto provider = Make(HttpConfig(
      R"(url: "https://api.test/{{ secrets.b }}?a={{ secrets.b }}"
         auth { query { name: "k" value { env: "A" } } }
         secrets { key: "b" value { env: "B" } })"));
  const v1::Notification notification = SomePhone();
  const AttemptContext context = Context();
  const v1::Attempt attempt = Await(provider->Deliver(notification, context));
  EXPECT_EQ(Describe(attempt), "RETRY TRANSPORT CONNECT_FAILED");
  EXPECT_EQ(attempt.reason().find("s3cret"), std::string::npos);
}

}  // namespace
}  // namespace herald
