// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_answer.h"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "providers/describe.h"
#include "providers/providers_page.h"

namespace herald {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

v1::Attempt Interpret(int status, std::string body,
                      std::vector<HttpHeader> headers = {}) {
  return InterpretVerifyAnswer(
      HttpResponse{status, std::move(headers), std::move(body)}, kNow);
}

std::string ErrorBody(int code, int status,
                      const std::string& message = "what Twilio says") {
  return fmt::format(
      R"({{"code":{},"message":"{}","more_info":"https://www.twilio.com/docs/errors/{}","status":{}}})",
      code, message, code, status);
}

struct Row {
  int code;
  int status;
  std::string expected;
};

const std::vector<Row> kRows = {
    {60200, 400, "DROPPED CONTENT"},   {60201, 400, "DROPPED ACCOUNT"},
    {60202, 429, "DROPPED RECIPIENT"}, {60203, 429, "RETRY RECIPIENT"},
    {60204, 400, "DROPPED ACCOUNT"},   {60205, 403, "DROPPED RECIPIENT"},
    {60206, 400, "DROPPED ACCOUNT"},   {60207, 429, "DROPPED RECIPIENT"},
    {60208, 400, "DROPPED ACCOUNT"},   {60209, 400, "DROPPED ACCOUNT"},
    {60210, 400, "DROPPED ACCOUNT"},   {60211, 400, "DROPPED ACCOUNT"},
    {60212, 429, "RETRY RECIPIENT"},   {60214, 400, "DROPPED ACCOUNT"},
    {60217, 400, "DROPPED ACCOUNT"},   {60220, 403, "DROPPED ACCOUNT"},
    {60221, 400, "DROPPED ACCOUNT"},   {60222, 400, "DROPPED ACCOUNT"},
    {60223, 400, "DROPPED ACCOUNT"},   {60238, 403, "DROPPED RECIPIENT"},
    {60410, 403, "DROPPED RECIPIENT"}, {60605, 403, "DROPPED ACCOUNT"},
    {60006, 400, "DROPPED RECIPIENT"}, {20003, 401, "DROPPED ACCOUNT"},
    {20005, 403, "DROPPED ACCOUNT"},   {20404, 404, "DROPPED ACCOUNT"},
    {20429, 429, "RETRY PROVIDER"},    {20500, 500, "RETRY PROVIDER"},
    {20503, 503, "RETRY PROVIDER"},
};

TEST(VerifyAnswer, EveryErrorCodeHasItsVerdict) {
  for (const Row& row : kRows) {
    const v1::Attempt attempt =
        Interpret(row.status, ErrorBody(row.code, row.status));
    std::string expected = fmt::format("{} TWILIO_{}", row.expected, row.code);
    if (row.code == 60203) expected += " after 600s";
    if (row.code == 60212) expected += " after 2s";
    EXPECT_EQ(Describe(attempt), expected);
    EXPECT_EQ(attempt.reason(),
              fmt::format("Twilio error {}: what Twilio says", row.code));
  }
}

TEST(VerifyAnswer, EveryRowIsDocumented) {
  for (const TwilioErrorRow& row : VerifyErrorRows()) {
    EXPECT_THAT(DocumentedRow(row.code),
                testing::HasSubstr(DocumentedVerdict(row)));
  }
}

TEST(VerifyAnswer, EveryRowIsTested) {
  std::set<int> tested;
  for (const Row& row : kRows) tested.insert(row.code);
  for (const TwilioErrorRow& row : VerifyErrorRows()) {
    EXPECT_TRUE(tested.contains(row.code)) << row.code;
  }
}

TEST(VerifyAnswer, BlamesTheRecipientIfTwilioDoesNotAcceptTheNumber) {
  EXPECT_EQ(Describe(Interpret(
                400, ErrorBody(60200, 400, "Invalid parameter `To`: +180"))),
            "DROPPED RECIPIENT TWILIO_60200");
  EXPECT_EQ(Describe(Interpret(
                400, ErrorBody(60200, 400, "Invalid parameter `Locale`"))),
            "DROPPED CONTENT TWILIO_60200");
}

TEST(VerifyAnswer, HonoursRetryAfterBeforeItsOwnWaits) {
  const std::vector<HttpHeader> headers = {{"Retry-After", "17"}};
  EXPECT_EQ(Describe(Interpret(429, ErrorBody(20429, 429), headers)),
            "RETRY PROVIDER TWILIO_20429 after 17s");
  EXPECT_EQ(Describe(Interpret(429, ErrorBody(60203, 429), headers)),
            "RETRY RECIPIENT TWILIO_60203 after 17s");
  EXPECT_EQ(Describe(Interpret(403, ErrorBody(60410, 403), headers)),
            "DROPPED RECIPIENT TWILIO_60410");
}

TEST(VerifyAnswer, FallsBackToTheStatusForOtherCodes) {
  EXPECT_EQ(Describe(Interpret(400, ErrorBody(69999, 400))),
            "DROPPED CONTENT TWILIO_69999");
  EXPECT_EQ(Describe(Interpret(429, ErrorBody(69999, 429))),
            "RETRY PROVIDER TWILIO_69999");
  EXPECT_EQ(Describe(Interpret(401, ErrorBody(69999, 401))),
            "DROPPED ACCOUNT TWILIO_69999");
}

TEST(VerifyAnswer, FallsBackToTheStatusWithoutACode) {
  for (const std::string body :
       {"", "<html>", "[]", "{}", R"({"code":"60200"})", R"({"code":-1})",
        R"({"code":99999999999})", R"({"code":null})", R"({"code":60200)"}) {
    EXPECT_EQ(Describe(Interpret(503, body)), "RETRY PROVIDER HTTP_503")
        << body;
    EXPECT_EQ(Describe(Interpret(404, body)), "DROPPED CONTENT HTTP_404")
        << body;
  }
}

TEST(VerifyAnswer, DeliversWhatTwilioHasAccepted) {
  EXPECT_EQ(Describe(Interpret(
                201, R"({"sid":"VE1","status":"pending","valid":false})")),
            "DELIVERED VE1");
  EXPECT_EQ(Describe(Interpret(201, R"({"sid":"VE1","status":"approved"})")),
            "DELIVERED VE1");
  EXPECT_EQ(Describe(Interpret(201, R"({"sid":"VE1"})")), "DELIVERED VE1");
}

TEST(VerifyAnswer, DoesNotDeliverWhatHasFailed) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"failed", "DROPPED PROVIDER TWILIO_FAILED VE1"},
      {"canceled", "DROPPED PROVIDER TWILIO_CANCELED VE1"},
      {"deleted", "DROPPED PROVIDER TWILIO_DELETED VE1"},
      {"expired", "DROPPED PROVIDER TWILIO_EXPIRED VE1"},
      {"max_attempts_reached",
       "RETRY RECIPIENT TWILIO_MAX_ATTEMPTS_REACHED VE1 after 600s"},
  };
  for (const auto& [status, expected] : rows) {
    EXPECT_EQ(
        Describe(Interpret(
            201, fmt::format(R"({{"sid":"VE1","status":"{}"}})", status))),
        expected);
  }
  EXPECT_EQ(Describe(Interpret(200, ErrorBody(60223, 400))),
            "DROPPED ACCOUNT TWILIO_60223");
}

TEST(VerifyAnswer, LeavesItOpenIfSuccessCannotBeRead) {
  for (const std::string body :
       {"", "OK", "{}", "[]", "null", R"({"sid":""})", R"({"sid":7})",
        R"({"sid":"VE1")", R"({"status":"pending"})"}) {
    EXPECT_EQ(Describe(Interpret(201, body)),
              "RETRY PROVIDER MALFORMED_RESPONSE possibly sent")
        << body;
  }
}

TEST(VerifyAnswer, ReportsThatNoAnswerCame) {
  EXPECT_EQ(Describe(InterpretVerifyAnswer(
                HttpError{HttpErrorKind::kTimeout, true, ""}, kNow)),
            "RETRY TRANSPORT TIMEOUT possibly sent");
}

}  // namespace
}  // namespace herald
