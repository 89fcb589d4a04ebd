// SPDX-License-Identifier: Apache-2.0
#include "providers/http/answer_rules.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "delivery/notification_variables.h"
#include "providers/answer_variables.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"

namespace herald {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

constexpr char kMalformed[] = "RETRY PROVIDER MALFORMED_RESPONSE possibly sent";

v1::Attempt Interpret(const std::string& config, const HttpResult& result) {
  FieldViolations violations;
  const AnswerRules rules = CompileAnswerRules(HttpConfig(config), violations);
  EXPECT_EQ(Describe(violations), "");
  SecretVariables secrets;
  secrets.Put("token", "s3cret");
  const v1::Notification notification = SomePhone();
  const NotificationVariables variables(notification, "order-1", &secrets);
  return InterpretHttpAnswer(rules, result, variables, kNow);
}

v1::Attempt Interpret(const std::string& config, int status, std::string body,
                      std::vector<HttpHeader> headers = {}) {
  return Interpret(config,
                   HttpResponse{status, std::move(headers), std::move(body)});
}

struct Row {
  int status;
  std::string body;
  std::string expected;
};

void Check(const std::string& config, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(Describe(Interpret(config, row.status, row.body)), row.expected)
        << config << "\n"
        << row.status << " " << row.body;
  }
}

TEST(AnswerRules, ByDefaultTheStatusDecides) {
  Check("", {
                {200, "", "DELIVERED"},
                {204, "", "DELIVERED"},
                {202, "{\"error\":1}", "DELIVERED"},
                {299, "<html>", "DELIVERED"},
                {199, "", "DROPPED PROVIDER HTTP_199"},
                {302, "", "DROPPED ACCOUNT HTTP_302"},
                {401, "{}", "DROPPED ACCOUNT HTTP_401"},
                {404, "{}", "DROPPED CONTENT HTTP_404"},
                {409, "{}", "DROPPED PROVIDER HTTP_409"},
                {429, "{}", "RETRY PROVIDER HTTP_429"},
                {503, "<html>", "RETRY PROVIDER HTTP_503"},
            });
}

TEST(AnswerRules, ASuccessConditionLooksIntoTheBody) {
  Check(
      "success: 'status == 200 and body.messages[0].status == \"0\"'",
      {
          {200, R"({"messages":[{"status":"0"}]})", "DELIVERED"},
          {200, R"({"messages":[{"status":"2"}]})", "DROPPED CONTENT REJECTED"},
          {200, R"({})", "DROPPED CONTENT REJECTED"},
          {200, "OK", kMalformed},
          {200, "", kMalformed},
          {200, R"({"messages":[{"status":"0")", kMalformed},
          {202, R"({"messages":[{"status":"0"}]})", "DROPPED CONTENT REJECTED"},
          {404, "gone", "DROPPED CONTENT HTTP_404"},
          {500, "", "RETRY PROVIDER HTTP_500"},
      });
}

TEST(AnswerRules, ABodyThatCannotBeReadIsNeverADelivery) {
  Check("success: 'body.error == nil'",
        {
            {200, "{}", "DELIVERED"},
            {204, "", "DELIVERED"},
            {200, "error", kMalformed},
            {200, R"({"error":1})", "DROPPED CONTENT REJECTED"},
        });
  const std::string rule =
      "rules { when: 'body.error' outcome: OUTCOME_DROPPED "
      "scope: SCOPE_RECIPIENT reason_code: 'NO' }";
  Check(rule, {
                  {200, R"({"error":1})", "DROPPED RECIPIENT NO"},
                  {200, "{}", "DELIVERED"},
                  {200, "", "DELIVERED"},
                  {200, "<html>", kMalformed},
                  {503, "<html>", "RETRY PROVIDER HTTP_503"},
              });
  Check("success: 'text contains \"OK\"'",
        {{200, "OK: 1", "DELIVERED"},
         {200, "ERR: 1", "DROPPED CONTENT REJECTED"}});
}

TEST(AnswerRules, ReadXmlAsTheyReadJson) {
  Check(R"(success: "status == 200 and xml.Response.Id"
           message_id: "{{ xml.Response.Id }}"
           rules { when: "xml.Error.Code == '7'" outcome: OUTCOME_RETRY
                   scope: SCOPE_ACCOUNT reason_code: "CODE_7" })",
        {
            {200, "<Response><Id>m-1</Id></Response>", "DELIVERED m-1"},
            {200, "<Response/>", "DROPPED CONTENT REJECTED"},
            {200, "<Error><Code>7</Code></Error>", "RETRY ACCOUNT CODE_7"},
            {400, "<Error><Code>7</Code></Error>", "RETRY ACCOUNT CODE_7"},
            {400, "<Error><Code>8</Code></Error>", "DROPPED CONTENT HTTP_400"},
            {200, "<Response><Id>m-1</Id></Respon", kMalformed},
            {200, "<!DOCTYPE Response><Response><Id>m-1</Id></Response>",
             kMalformed},
            {200, "", kMalformed},
            {200, "{}", kMalformed},
            {503, "<html><br></html>", "RETRY PROVIDER HTTP_503"},
        });
}

TEST(AnswerRules, ADefinitionForJsonTakesNoPageForAnAnswer) {
  const std::string page = "<html><body>Sign in</body></html>";
  Check("success: 'body.error == nil'", {{200, page, kMalformed}});
  // Where a vendor speaks both, what can be read counts.
  Check("success: 'body.id or xml.r.id'",
        {{200, R"({"id":1})", "DELIVERED"},
         {200, "<r><id>1</id></r>", "DELIVERED"},
         {200, "<r/>", "DROPPED CONTENT REJECTED"},
         {200, "hush", kMalformed}});
}

TEST(AnswerRules, TheFirstRuleThatHoldsDecides) {
  Check(R"(rules { when: "status == 409" outcome: OUTCOME_DELIVERED }
           rules { when: "body.code == 7" outcome: OUTCOME_RETRY
                   scope: SCOPE_ACCOUNT reason_code: "CODE_7" }
           rules { when: "status >= 400" outcome: OUTCOME_DROPPED
                   scope: SCOPE_POLICY }
           success: "false")",
        {
            {409, R"({"code":7})", "DELIVERED"},
            {400, R"({"code":7})", "RETRY ACCOUNT CODE_7"},
            {200, R"({"code":7})", "RETRY ACCOUNT CODE_7"},
            {400, R"({"code":8})", "DROPPED POLICY HTTP_400"},
            {418, "", "DROPPED POLICY HTTP_418"},
            {301, "", "DROPPED ACCOUNT HTTP_301"},
        });
}

TEST(AnswerRules, RulesSeeHeadersTextAndTheNotification) {
  const std::string config =
      R"(rules { when: "headers.x-code == notification.code and text == 'no'"
                 outcome: OUTCOME_DROPPED scope: SCOPE_CONTENT })";
  EXPECT_EQ(Describe(Interpret(config, 200, "no", {{"X-Code", "123456"}})),
            "DROPPED CONTENT HTTP_200");
  EXPECT_EQ(Describe(Interpret(config, 200, "no", {{"X-Code", "1"}})),
            "DELIVERED");
}

TEST(AnswerRules, ARuleGivesAReason) {
  const std::string rule =
      "rules { when: 'true' outcome: OUTCOME_DROPPED scope: SCOPE_CONTENT ";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"}", "HTTP status 400"},
      {"reason: ' {{ body.why }}\\n' }", "not today"},
      {"reason: '{{ body.none }}' }", "HTTP status 400"},
      {"reason: '{% for i in (1..200000) %}x{% endfor %}' }",
       "HTTP status 400"},
      {"reason: 'a{{ secrets.token }}b' }", "ab"},
  };
  for (const auto& [end, expected] : rows) {
    EXPECT_EQ(Interpret(rule + end, 400, R"({"why":"not today"})").reason(),
              expected);
  }
}

TEST(AnswerRules, ARetryByRuleHonoursRetryAfter) {
  const std::string config =
      "rules { when: 'status == 403' outcome: OUTCOME_RETRY "
      "scope: SCOPE_PROVIDER }"
      "rules { when: 'status == 404' outcome: OUTCOME_DROPPED "
      "scope: SCOPE_PROVIDER }";
  const std::vector<HttpHeader> headers = {
      {"Retry-After", "Fri, 15 Jan 2027 08:01:00 GMT"}};
  EXPECT_EQ(Describe(Interpret(config, 403, "", headers)),
            "RETRY PROVIDER HTTP_403 after 60s");
  EXPECT_EQ(Describe(Interpret(config, 404, "", headers)),
            "DROPPED PROVIDER HTTP_404");
  EXPECT_EQ(Describe(Interpret(config, 429, "", headers)),
            "RETRY PROVIDER HTTP_429 after 60s");
}

TEST(AnswerRules, TheMessageIdComesFromBodyOrHeader) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"message_id: '{{ body.id }}'", "DELIVERED 42"},
      {"message_id: ' {{ headers.x-id }} '", "DELIVERED h-1"},
      {"message_id: '{{ body.none }}'", "DELIVERED"},
      {"message_id: '{{ secrets.token }}'", "DELIVERED"},
      {"message_id: '{% for i in (1..200000) %}x{% endfor %}'", "DELIVERED"},
      {"message_id: '{{ body.id }}' "
       "rules { when: 'true' outcome: OUTCOME_DELIVERED }",
       "DELIVERED 42"},
  };
  for (const auto& [config, expected] : rows) {
    EXPECT_EQ(
        Describe(Interpret(config, 200, R"({"id":42})", {{"X-Id", "h-1"}})),
        expected);
  }
  EXPECT_EQ(Describe(Interpret("message_id: '{{ body.id }}'", 200, "queued")),
            "DELIVERED");
}

TEST(AnswerRules, ReportsThatNoAnswerCame) {
  const std::string config =
      "rules { when: 'true' outcome: OUTCOME_DELIVERED } success: 'true'";
  EXPECT_EQ(Describe(Interpret(
                config, HttpError{HttpErrorKind::kConnectionLost, true, ""})),
            "RETRY TRANSPORT CONNECTION_LOST possibly sent");
}

}  // namespace
}  // namespace herald
