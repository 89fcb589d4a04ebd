// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"
#include "providers/http/http_provider.h"

namespace herald {
namespace {

// What is wrong with a configuration; empty if it makes a provider.
std::string Violations(const v1::HttpProvider& config) {
  FakeHttpClient client;
  FakeClock clock;
  FieldViolations violations;
  const auto provider =
      MakeHttpProvider(config, HttpSecrets(), client, clock, violations);
  EXPECT_EQ(provider == nullptr, !violations.empty());
  return Describe(violations);
}

constexpr char kScopes[] =
    "must be one of recipient, content, account, provider, transport, policy, "
    "deadline\n";
constexpr char kBreak[] =
    "holds a line break or another control character, which a header field "
    "cannot carry\n";

TEST(HttpViolations, SayWhatIsWrongAndWhatIsAllowed) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"method: 'HEAD'",
       "method: must be one of POST, GET, PUT, PATCH, DELETE\n"},
      {"method: 'post'",
       "method: must be one of POST, GET, PUT, PATCH, DELETE\n"},
      {"url: 'api.test/{{ x }}'", "url: must begin with http:// or https://\n"},
      {"channels: [CHANNEL_SMS, CHANNEL_UNSPECIFIED]",
       "channels[1]: must be one of email, sms, voice\n"},
      {"query { value: 'x' }", "query[]: needs a name\n"},
      {"headers { name: 'X Y' value: 'x' }",
       "headers[X Y]: is not the name of a header field\n"},
      {"headers { name: 'Host' value: 'x' }",
       "headers[Host]: is a header field that Herald sets\n"},
      {"headers { name: 'authorization' value: 'x' } "
       "auth { bearer { env: 'A' } }",
       "headers[authorization]: is set by `auth` already\n"},
      {"form { fields { value: 'x' } }", "form.fields[]: needs a name\n"},
      {"raw { template: 'x' }", "raw.content_type: is required\n"},
      {"raw { content_type: 'a\\nb' template: 'x' }",
       std::string("raw.content_type: ") + kBreak},
      {"raw { content_type: 'a/b' }", "raw.template: is required\n"},
      {"auth { }",
       "auth: must be one of bearer, basic, header, query, aws_sigv4, "
       "azure_hmac, jwt, oauth2\n"},
      {"auth { basic { password { env: 'A' } } }",
       "auth.basic.username: is required\n"},
      {"auth { basic { username: 'a:b' } }",
       "auth.basic.username: must not hold a colon\n"
       "auth.basic.password: is required\n"},
      {"auth { header { name: 'a b' } }",
       "auth.header.name: must be the name of a header field\n"
       "auth.header.value: is required\n"},
      {"auth { header { name: 'Host' prefix: 'a\\n' value { env: 'A' } } }",
       std::string("auth.header.name: is a header field that Herald sets\n"
                   "auth.header.prefix: ") +
           kBreak},
      {"auth { query { } }",
       "auth.query.name: is required\nauth.query.value: is required\n"},
      {"secrets { key: 'a-b' value { env: 'A' } }",
       "secrets[a-b]: must be at most 63 letters, digits and underscores, not "
       "beginning with a digit\n"},
      {"rules { }",
       "rules[0].outcome: must be one of delivered, retry, dropped\n"
       "rules[0].when: is required\n"},
      {"rules { when: 'true' outcome: OUTCOME_DELIVERED } "
       "rules { when: 'true' outcome: OUTCOME_RETRY }",
       std::string("rules[1].scope: ") + kScopes},
      {"rules { when: 'true' outcome: OUTCOME_DELIVERED scope: SCOPE_POLICY }",
       "rules[0].scope: is for failures; leave it out\n"},
      {"rules { when: 'true' outcome: OUTCOME_DELIVERED reason_code: 'no' }",
       "rules[0].reason_code: must be at most 63 upper-case letters, digits "
       "and underscores\n"},
  };
  for (const auto& [config, expected] : rows) {
    EXPECT_EQ(Violations(HttpConfig(config)), expected) << config;
  }
}

TEST(HttpViolations, RefuseAUrlThatCannotBeOne) {
  v1::HttpProvider config;
  EXPECT_EQ(Violations(config), "url: is required\n");
  for (const std::string url :
       {"ftp://api.test/", "api.test", "https://", "https://user@api.test/",
        "https://a b/", "https://api.test/{id}"}) {
    config.set_url(url);
    EXPECT_TRUE(Violations(config).starts_with("url: ")) << url;
  }
}

TEST(HttpViolations, DemandHttpsForAClientCertificate) {
  const std::string needs_tls =
      "must begin with https://, because `tls` gives a client certificate\n";
  const std::string tls =
      "tls { certificate_file: 'c.pem' private_key_file: 'k.pem' } ";
  EXPECT_EQ(Violations(HttpConfig(tls)), "");
  EXPECT_EQ(Violations(HttpConfig(tls + "url: 'https://a.test/{{ x }}'")), "");
  for (const std::string url :
       {"http://a.test", "HTTP://a.test/", "http://a.test/{{ x }}"}) {
    EXPECT_EQ(Violations(HttpConfig(tls + "url: '" + url + "'")),
              "url: " + needs_tls);
  }
  EXPECT_EQ(Violations(HttpConfig(
                tls + "auth { oauth2 { token_url: 'http://a.test/' client_id: "
                      "'me' client_secret { env: 'A' } } }")),
            "auth.oauth2.token_url: " + needs_tls);
}

TEST(HttpViolations, PointAtEveryBrokenTemplate) {
  v1::HttpProvider config = HttpConfig(
      R"(url: "https://a.test/{{ x"
         query { name: "q" value: "{{ x" }
         headers { name: "X-H" value: "{{ x" }
         form { fields { name: "f" value: "{{ x" } }
         success: "status =="
         message_id: "{{ x"
         rules { when: "==" outcome: OUTCOME_DELIVERED reason: "{{ x" })");
  FakeHttpClient client;
  FakeClock clock;
  FieldViolations violations;
  MakeHttpProvider(config, HttpSecrets(), client, clock, violations);
  std::string fields;
  for (const FieldViolation& violation : violations.all()) {
    fields += violation.field + " ";
    EXPECT_NE(violation.description.find(":1:"), std::string::npos)
        << violation.description;
  }
  EXPECT_EQ(fields,
            "url query[q] headers[X-H] form.fields[f] rules[0].reason "
            "rules[0].when success message_id ");
}

TEST(HttpViolations, RefuseSecretsThatNoHeaderCanCarry) {
  Secrets secrets;
  v1::Secret secret;
  secret.set_env("A");
  secrets.Put(secret, "line\nbreak");
  for (const std::string auth :
       {"bearer { env: 'A' }", "basic { username: 'a' password { env: 'A' } }",
        "header { name: 'X' value { env: 'A' } }"}) {
    FakeHttpClient client;
    FakeClock clock;
    FieldViolations violations;
    EXPECT_EQ(MakeHttpProvider(HttpConfig("auth { " + auth + " }"), secrets,
                               client, clock, violations),
              nullptr);
    ASSERT_EQ(violations.all().size(), 1u);
    EXPECT_EQ(violations.all()[0].description + "\n", kBreak);
  }
}

TEST(HttpViolations, BoundTheNumberOfRules) {
  v1::HttpProvider config = HttpConfig("");
  for (int i = 0; i < 1001; ++i) config.add_rules();
  EXPECT_EQ(Violations(config), "rules: must be at most 1000\n");
}

}  // namespace
}  // namespace herald
