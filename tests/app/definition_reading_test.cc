// SPDX-License-Identifier: Apache-2.0
#include "app/definition_reading.h"

#include <gmock/gmock.h>

#include <array>
#include <string>
#include <vector>

#include "app/definitions.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAcme[] = R"(title: Acme
page: https://acme.example/docs
channels: [sms]
parameters:
  api_key: {title: the key, secret: true}
  from: {title: the sender, optional: true}
http:
  url: https://acme.example/send
  auth: {bearer: {parameter: api_key}}
  form: {to: "{{ notification.recipient }}", from: "{{ parameters.from }}"}
  rules:
    - {when: status == 410, outcome: dropped, scope: recipient, reason_code: GONE}
vectors:
  - name: a text message
    request:
      url: https://acme.example/send
      headers: {Authorization: Bearer example-api_key, Content-Type: application/x-www-form-urlencoded}
      body: to=%2B12025550123
    answer: {status: 200}
    outcome: {outcome: delivered}
  - {name: gone, answer: {status: 410}, outcome: {outcome: dropped, scope: recipient, reason_code: GONE}}
)";

std::vector<std::string> Errors(const std::string& yaml) {
  std::vector<std::string> lines;
  Definitions definitions;
  const auto find = [&](const std::string& name) {
    const ReadDefinition* read = definitions.Find(name);
    return read == nullptr ? nullptr : &read->definition;
  };
  for (const ConfigurationError& error :
       ReadAndTestDefinition("acme.yaml", yaml, find).errors.Sorted()) {
    lines.push_back(error.ToString());
  }
  return lines;
}

// The definition with one text in place of another.
std::string With(const std::string& before, const std::string& after,
                 std::string yaml = kAcme) {
  const std::size_t at = yaml.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return yaml.replace(at, before.size(), after);
}

TEST(DefinitionReading, TakesADefinitionThatIsInOrder) {
  EXPECT_THAT(Errors(kAcme), IsEmpty());
}

TEST(DefinitionReading, NamesThePlaceOfEveryMistake) {
  EXPECT_THAT(Errors("title: Acme\n"),
              testing::UnorderedElementsAre(
                  "acme.yaml:1:1: page: is required; an address that begins "
                  "with https://",
                  "acme.yaml:1:1: channels: is required",
                  "acme.yaml:1:1: http: is required, or smtp",
                  "acme.yaml:1:1: vectors: is required"));
  const std::vector<std::pair<std::string, std::string>> rows = {
      {With("secret: true", "secert: true"),
       "acme.yaml:5:29: parameters.api_key.secert: is not known"},
      {With("{parameter: api_key}", "{parameter: key}"),
       "acme.yaml:9:18: http.auth.bearer: must be {parameter: NAME}"},
      {With("{parameter: api_key}", "{parameter: from}"),
       "acme.yaml:9:18: http.auth.bearer: must be {parameter: NAME}"},
      {With("{parameter: api_key}", "{env: API_KEY}"),
       "acme.yaml:9:18: http.auth.bearer: must be {parameter: NAME}"},
      {With("secret: true", "secret: true, default: x"),
       "acme.yaml:5:52: parameters.api_key.default: is not for secrets"},
      {With("optional: true", "optional: true, default: x"),
       "acme.yaml:6:39: parameters.from.optional: says no more than the"},
      {With("  from: {", "  2nd: {"),
       "acme.yaml:6:8: parameters.2nd: must be at most 63 letters"},
      {With("https://acme.example/docs", "acme.example"),
       "acme.yaml:2:7: page: must be an address that begins with https://"},
      {With("name: gone", "name: a text message"),
       "vectors[1].name: stands here twice; it must be unique"},
      {With("answer: {status: 410}", "answer: {status: 99}"),
       "vectors[1].answer.status: must be 100 to 599"},
      {With("  form:", "  secrets: {a: {parameter: api_key}}\n  form:"),
       "http.secrets: are the parameters that are secret"},
      {With("status == 410", "status =="), "http.rules[0].when: condition:1:"},
      {With("{{ parameters.from }}", "{{ x | nope }}"),
       "http.form.from: template:1:"},
      {With("url: https://acme.example/send", "url: ''"), "http.url: "},
  };
  for (const auto& [yaml, expected] : rows) {
    EXPECT_THAT(Errors(yaml), testing::Contains(HasSubstr(expected))) << yaml;
  }
}

constexpr char kMail[] = R"(title: Mail
page: https://acme.example/docs
channels: [email]
parameters: {key: {title: the key, secret: true}}
smtp: {host: smtp.acme.example, username: key, password: {parameter: key}}
vectors:
  - {name: taken, reply: {command: data, text: 250 id=1}, outcome: {outcome: delivered, message_id: "1"}}
)";

TEST(DefinitionReading, TakesAMailServer) {
  EXPECT_THAT(Errors(kMail), IsEmpty());
  const std::string both = std::string(kMail) + "http: {url: https://a.b}\n";
  EXPECT_THAT(Errors(both), ElementsAre(HasSubstr("smtp: excludes http")));
  const std::vector<std::array<std::string, 3>> rows = {
      {"[email]", "[email, sms]", "channels: must be email alone with smtp"},
      {"{parameter: key}", "{parameter: kee}", "smtp.password: must be {param"},
      {"host: smtp.acme.example, ", "", "smtp.host: is required"},
      {"username: key, ", "", "smtp.username: is required"},
      {", password: {parameter: key}", "", "smtp.password: is required"},
      {"smtp.acme.example", "a b", "smtp.host: must be a host name"},
      {"command: data", "command: quit", "must be one of"},
      {"command: data", "command: rcpt", "reply: does not end a delivery"},
      {"reply: {command: data, text: 250 id=1}", "answer: {status: 200}",
       "vectors[0].answer: is for definitions with http; give a reply"},
      {"reply: {", "request: {url: a}, reply: {",
       "vectors[0].request: is for definitions with http; give a mail"},
      {", outcome: {outcome: delivered, message_id: \"1\"}", "",
       "vectors[0]: shows nothing; give a request, a mail or an outcome"},
  };
  for (const auto& [before, after, expected] : rows) {
    EXPECT_THAT(Errors(With(before, after, kMail)),
                testing::Contains(HasSubstr(expected)));
  }
}

TEST(DefinitionReading, TakesRepliesForMailServersAlone) {
  EXPECT_THAT(Errors(With("answer: {status: 410}",
                          "reply: {command: rcpt, text: 550 No}")),
              ElementsAre(HasSubstr("reply: is for definitions with smtp")));
  EXPECT_THAT(
      Errors(With("- {name: gone,",
                  "- {name: gone, mail: {server: a, username: b, password: c, "
                  "from: d, to: e, content: f},")),
      ElementsAre(HasSubstr("mail: is for definitions with smtp")));
}

TEST(DefinitionReading, RefusesAVectorThatDoesNotHold) {
  EXPECT_THAT(Errors(With("body: to=%2B12025550123", "body: to=1")),
              ElementsAre("acme.yaml:14:5: vectors[0]: does not hold:\n"
                          "    request.body: is to=%2B12025550123, not to=1"));
  EXPECT_THAT(
      Errors(With("scope: recipient, reason_code: GONE}}", "scope: content}}")),
      ElementsAre("acme.yaml:21:5: vectors[1]: does not hold:\n"
                  "    outcome.scope: is recipient, not content\n"
                  "    outcome.reason_code: is GONE, not nothing"));
  EXPECT_THAT(Errors(With("- {name: gone,", "- {name: gone, channel: email,")),
              ElementsAre(HasSubstr("channel is none of the definition's")));
  EXPECT_THAT(Errors(With("answer: {status: 410}, ", "")),
              ElementsAre(HasSubstr("it would be sent; give an answer")));
}

TEST(DefinitionReading, KnowsVariants) {
  const std::string variant =
      "title: Mine\npage: https://acme.example\nvariant_of: ";
  EXPECT_THAT(Errors(variant + "sendgrid\nrenamed: {api_key: apiKey}\n"),
              IsEmpty());
  EXPECT_THAT(Errors(variant + "sendgird\n"),
              ElementsAre(HasSubstr("3:13: variant_of: is not the name of a "
                                    "built-in entry")));
  EXPECT_THAT(Errors(variant + "sendgrid\nrenamed: {key: apiKey}\n"),
              ElementsAre(HasSubstr("is no parameter of the original")));
  EXPECT_THAT(Errors(variant + "sendgrid\nrenamed: {api_key: a-b}\n"),
              ElementsAre(HasSubstr("must be at most 63 letters")));
  EXPECT_THAT(Errors(variant + "sendgrid\nchannels: [email]\n"),
              ElementsAre(HasSubstr("excludes channels, parameters")));
}

}  // namespace
}  // namespace herald
