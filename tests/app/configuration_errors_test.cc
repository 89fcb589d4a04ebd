// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::SizeIs;

struct ErrorCase {
  std::string yaml;
  std::vector<std::string> errors;
};

// Checks cases that stand within a provider `http:` with a URL; its members
// begin on line 5, column 7.
void ExpectHttpErrors(const std::vector<ErrorCase>& cases) {
  const ConfigurationFolder folder;
  for (const ErrorCase& test : cases) {
    std::vector<std::string> expected;
    for (const std::string& error : test.errors) {
      expected.push_back("herald.yaml:" + error);
    }
    EXPECT_THAT(folder.ErrorsIn("providers:\n"
                                "  - name: api\n"
                                "    http:\n"
                                "      url: https://a.example\n"
                                "      " +
                                test.yaml),
                ElementsAreArray(expected))
        << test.yaml;
  }
}

TEST(ConfigurationErrors, NameWhatIsKnownNearestFirst) {
  const ConfigurationFolder folder;
  EXPECT_THAT(
      folder.ErrorsIn("providers: [{name: a, sandbox: {}}]\n"
                      "sever: {}\n"),
      ElementsAre("herald.yaml:2:1: sever: is not known; known are server, "
                  "routes, guard, providers, logging, idempotency, monitoring, "
                  "http_client, catalogue_folder, message_templates"));
  EXPECT_THAT(
      folder.ErrorsIn("providers:\n"
                      "- name: a\n"
                      "  sandbox: {}\n"
                      "  timout: 1s\n"),
      ElementsAre("herald.yaml:4:3: providers[0].timout: is not known; known "
                  "are timeout, remote, name, smtp, http, catalogue, retry, "
                  "sandbox, parameters, twilio_verify, circuit_breaker, "
                  "twilio_messaging"));
}

TEST(ConfigurationErrors, SayWhichKindOfValueIsWanted) {
  ExpectHttpErrors({
      {"method: [GET]",
       {"5:15: providers[0].http.method: is a list; must be text"}},
      {"method:",
       {"5:7: providers[0].http.method: has no value; must be text"}},
      {"channels: sms",
       {"5:17: providers[0].http.channels: is a single value; must be a "
        "list"}},
      {"channels: [sms, emial]",
       {"5:23: providers[0].http.channels[1]: must be one of email, sms, "
        "voice"}},
      {"channels: [unspecified]",
       {"5:18: providers[0].http.channels[0]: must be one of email, voice, "
        "sms"}},
      {"channels: [[sms]]",
       {"5:18: providers[0].http.channels[0]: is a list; must be one of sms, "
        "email, voice"}},
      {"headers: [a]",
       {"5:16: providers[0].http.headers: is a list; must be a mapping"}},
      {"headers: {A: {b: c}}",
       {"5:20: providers[0].http.headers.A: is a mapping; must be text"}},
      {"query: {A: [b, ]}\n      headers: {B: }",
       {"6:17: providers[0].http.headers.B: has no value; must be text"}},
      {"form: text",
       {"5:13: providers[0].http.form: is a single value; must be a "
        "mapping"}},
      {"raw: text",
       {"5:12: providers[0].http.raw: is a single value; must be a mapping"}},
      {"auth: {bearer: token}",
       {"5:22: providers[0].http.auth.bearer: is a single value; must be a "
        "mapping"}},
      {"rules: {when: a}",
       {"5:14: providers[0].http.rules: is a mapping; must be a list"}},
      {"secrets: [a]",
       {"5:16: providers[0].http.secrets: is a list; must be a mapping"}},
  });
}

TEST(ConfigurationErrors, NameKeysThatComeTwice) {
  ExpectHttpErrors({
      {"url: b",
       {"5:7: providers[0].http.url: stands here twice; give it once"}},
      {"headers: {A: a, A: b}",
       {"5:23: providers[0].http.headers.A: stands here twice; give it "
        "once"}},
      {"form: {A: a, A: b}",
       {"5:20: providers[0].http.form.A: stands here twice; give it once"}},
      {"json: {a: {b: 1, b: 2}}",
       {"5:24: providers[0].http.json.a.b: stands here twice; give it once"}},
      {"secrets: {a: {env: HOME}, a: {env: HOME}}",
       {"5:33: providers[0].http.secrets.a: stands here twice; give it "
        "once"}},
  });
}

TEST(ConfigurationErrors, NameChoicesMadeTwiceOrNotAtAll) {
  ExpectHttpErrors({
      {"text: a\n      json: {}",
       {"6:7: providers[0].http.json: excludes text on line 5; give only one "
        "of json, form, text, raw, multipart"}},
      {"auth: {}",
       {"5:13: providers[0].http.auth: lacks one of bearer, basic, header, "
        "query, aws_sigv4, azure_hmac, jwt, oauth2"}},
      {"auth:",
       {"5:7: providers[0].http.auth: lacks one of bearer, basic, header, "
        "query, aws_sigv4, azure_hmac, jwt, oauth2"}},
      {"secrets: {a: {}}",
       {"5:20: providers[0].http.secrets.a: lacks one of env, file"}},
      {"secrets: {a: {env: HOME, file: b}}",
       {"5:32: providers[0].http.secrets.a.file: excludes env on line 5; give "
        "only one of env, file"}},
  });
  EXPECT_THAT(ConfigurationFolder().ErrorsIn("providers: [{name: a}]"),
              ElementsAre("herald.yaml:1:13: providers[0]: lacks one of "
                          "sandbox, http, twilio_verify, twilio_messaging, "
                          "smtp, remote, catalogue"));
}

TEST(ConfigurationErrors, AskForQuotesWhereATreeWouldChangeAValue) {
  const std::string quotes =
      "is read as a number; write it in quotes for text, or without the sign "
      "and zeros in front";
  ExpectHttpErrors({
      {"json: {to: +15551234567}",
       {"5:18: providers[0].http.json.to: " + quotes}},
      {"json: [007]", {"5:14: providers[0].http.json[0]: " + quotes}},
      {"json: -01", {"5:13: providers[0].http.json: " + quotes}},
      {"json: 9007199254740993",
       {"5:13: providers[0].http.json: is too large for an exact number in "
        "JSON; write it in quotes for text"}},
      {"json: .inf",
       {"5:13: providers[0].http.json: is a number that JSON lacks; write it "
        "in quotes for text"}},
      {"json: ['+1555', '007', 0, 0.5, -0, -0.5, 0x1F, +.]", {}},
  });
}

TEST(ConfigurationErrors, StandInTheOrderOfTheFileAndEndAfterFifty) {
  std::string yaml = "providers:\n";
  for (int i = 0; i < 60; ++i) {
    yaml += "  - {name: p" + std::to_string(i) + ", sandbox: {capcity: 1}}\n";
  }
  const auto errors = ConfigurationFolder().ErrorsIn(yaml);
  ASSERT_THAT(errors, SizeIs(51));
  EXPECT_EQ(errors[49],
            "herald.yaml:51:27: providers[49].sandbox.capcity: is not known; "
            "known are capacity");
  EXPECT_EQ(errors[50],
            "herald.yaml:51:27: 10 more mistakes are not shown; correct these "
            "first");
}

TEST(ConfigurationErrors, EscapeKeysThatCannotBePrinted) {
  EXPECT_THAT(
      ConfigurationFolder().ErrorsIn("providers: [{name: a, sandbox: {}}]\n"
                                     "\"a\\nb\\e[31m\": 1\n"),
      ElementsAre(
          "herald.yaml:2:1: a\\nb\\033[31m: is not known; "
          "known are server, routes, guard, logging, providers, monitoring, "
          "http_client, idempotency, catalogue_folder, "
          "message_templates"));
}

}  // namespace
}  // namespace herald
