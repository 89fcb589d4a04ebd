// SPDX-License-Identifier: Apache-2.0
// What definitions of the catalogue ask of an HTTP provider.
#include <gtest/gtest.h>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"
#include "providers/http/http_provider.h"
#include "providers/http/multipart_body.h"
#include "providers/http/parameter_variables.h"

namespace herald {
namespace {

class DefinitionFeatures : public testing::Test {
 protected:
  std::unique_ptr<Provider> Make(const std::string& config) {
    FieldViolations violations;
    auto provider = MakeHttpProvider(HttpConfig(config), HttpSecrets(), client_,
                                     clock_, violations);
    EXPECT_EQ(Describe(violations), "");
    return provider;
  }

  v1::Attempt Deliver(const std::string& config) {
    const auto provider = Make(config);
    const v1::Notification notification = SomePhone();
    const AttemptContext context = {.deadline =
                                        clock_.Now() + std::chrono::seconds(5)};
    return Await(provider->Deliver(notification, context));
  }

  FakeHttpClient client_;
  FakeClock clock_;
};

TEST_F(DefinitionFeatures, LetTemplatesSeeParameters) {
  client_.Answer(200, "");
  EXPECT_EQ(Describe(Deliver(
                R"(text: "{{ parameters.from }} {{ parameters.none }}!"
                   parameters { key: "from" value: "Acme" }
                   success: "parameters.from == 'Acme'")")),
            "DELIVERED");
  EXPECT_EQ(client_.requests().at(0).body, "Acme !");
}

TEST_F(DefinitionFeatures, SendFieldsOfAMultipartBody) {
  client_.Answer(200, "");
  Deliver(R"(multipart {
      fields { name: "to" value: "{{ notification.recipient }}" }
      fields { name: "none" value: "{{ x }}" }
      fields { name: "a\"b\r\n" value: "1" } })");
  const std::string boundary = kMultipartBoundary;
  const HttpRequest& request = client_.requests().at(0);
  EXPECT_EQ(request.headers.at(0).value,
            "multipart/form-data; boundary=" + boundary);
  EXPECT_EQ(request.body,
            "--" + boundary +
                "\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\n"
                "+18085555555\r\n--" +
                boundary +
                "\r\nContent-Disposition: form-data; "
                "name=\"a%22b%0D%0A\"\r\n\r\n1\r\n--" +
                boundary + "--\r\n");
}

TEST_F(DefinitionFeatures, RefuseAFieldThatHoldsTheBoundary) {
  EXPECT_EQ(Describe(Deliver("multipart { fields { name: 'a' value: '" +
                             std::string(kMultipartBoundary) + "' } }")),
            "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_TRUE(client_.requests().empty());
}

TEST_F(DefinitionFeatures, LeaveOutObjectsWhoseConditionDoesNotHold) {
  v1::HttpProvider config = HttpConfig("");
  *config.mutable_json() = Json(
      R"({"a":{"$if":"notification.code","b":"{{ notification.code }}"},
          "c":{"$if":"notification.from","d":1},
          "e":[{"$if":"notification.from","f":1},{"$if":"true","g":2}]})");
  FieldViolations violations;
  const auto provider =
      MakeHttpProvider(config, HttpSecrets(), client_, clock_, violations);
  const Prepared prepared = provider->Prepare(SomePhone(), {});
  EXPECT_EQ(prepared.request->body(), R"({"a":{"b":"123456"},"e":[{"g":2}]})");

  *config.mutable_json() = Json(R"({"a":{"$if":"=="}})");
  MakeHttpProvider(config, HttpSecrets(), client_, clock_, violations);
  ASSERT_EQ(violations.all().size(), 1u);
  EXPECT_EQ(violations.all()[0].field, "json.a.$if");
}

TEST_F(DefinitionFeatures, DropWhatTheirPreconditionExcludes) {
  EXPECT_EQ(Describe(Deliver("precondition: 'notification.from'")),
            "DROPPED CONTENT UNSUITABLE");
  EXPECT_TRUE(client_.requests().empty());
  const auto provider = Make("precondition: 'notification.from'");
  EXPECT_EQ(Describe(*provider->Prepare(SomePhone(), {}).refusal),
            "DROPPED CONTENT UNSUITABLE");
  client_.Answer(200, "");
  EXPECT_EQ(Describe(Deliver("precondition: 'notification.code'")),
            "DELIVERED");
}

TEST_F(DefinitionFeatures, ReadWhenToRetryFromHeadersOfTheirOwn) {
  const std::string config = "retry_after: '{{ headers.x-reset }}'";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"30", "RETRY PROVIDER HTTP_429 after 30s"},
      {"1.9", "RETRY PROVIDER HTTP_429 after 1s"},
      {"1800000060", "RETRY PROVIDER HTTP_429 after 60s"},
      {"1800000060.5", "RETRY PROVIDER HTTP_429 after 60s"},
      {"1800000060500", "RETRY PROVIDER HTTP_429 after 60.5s"},
      {"1700000000", "RETRY PROVIDER HTTP_429 after 0s"},
      {"Fri, 15 Jan 2027 08:00:09 GMT", "RETRY PROVIDER HTTP_429 after 9s"},
      {"999999999", "RETRY PROVIDER HTTP_429 after 86400s"},
      {"soon", "RETRY PROVIDER HTTP_429"},
      {"1.x", "RETRY PROVIDER HTTP_429"},
      {"-1", "RETRY PROVIDER HTTP_429"},
      {"", "RETRY PROVIDER HTTP_429"},
  };
  for (const auto& [value, expected] : rows) {
    client_.Answer(429, "", {{"X-Reset", value}});
    EXPECT_EQ(Describe(Deliver(config)), expected) << value;
  }
  // The standard's own header comes first.
  client_.Answer(429, "", {{"X-Reset", "30"}, {"Retry-After", "5"}});
  EXPECT_EQ(Describe(Deliver(config)), "RETRY PROVIDER HTTP_429 after 5s");
  client_.Answer(400, "", {{"X-Reset", "30"}});
  EXPECT_EQ(Describe(Deliver(config)), "DROPPED CONTENT HTTP_400");
}

TEST_F(DefinitionFeatures, LetARuleSayWhenToRetry) {
  client_.Answer(409, "", {{"Retry-After", "5"}});
  EXPECT_EQ(Describe(Deliver(
                R"(rules { when: "status == 409" outcome: OUTCOME_RETRY
                           scope: SCOPE_RECIPIENT retry_after: "600" })")),
            "RETRY RECIPIENT HTTP_409 after 600s");
}

}  // namespace
}  // namespace herald
