// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/messaging_answer.h"

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
  return InterpretMessagingAnswer(
      HttpResponse{status, std::move(headers), std::move(body)}, kNow);
}

std::string ErrorBody(int code, int status) {
  return fmt::format(
      R"({{"code":{},"message":"what Twilio says","status":{}}})", code,
      status);
}

struct Row {
  int code;
  int status;
  std::string expected;
};

const std::vector<Row> kRows = {
    {13224, 400, "DROPPED RECIPIENT"}, {21210, 400, "DROPPED ACCOUNT"},
    {21211, 400, "DROPPED RECIPIENT"}, {21212, 400, "DROPPED ACCOUNT"},
    {21214, 400, "DROPPED RECIPIENT"}, {21215, 400, "DROPPED ACCOUNT"},
    {21216, 400, "DROPPED RECIPIENT"}, {21217, 400, "DROPPED RECIPIENT"},
    {21219, 400, "DROPPED ACCOUNT"},   {21266, 400, "DROPPED RECIPIENT"},
    {21408, 403, "DROPPED ACCOUNT"},   {21602, 400, "DROPPED CONTENT"},
    {21603, 400, "DROPPED ACCOUNT"},   {21605, 400, "DROPPED CONTENT"},
    {21606, 400, "DROPPED ACCOUNT"},   {21608, 400, "DROPPED ACCOUNT"},
    {21610, 400, "DROPPED RECIPIENT"}, {21612, 400, "DROPPED RECIPIENT"},
    {21614, 400, "DROPPED RECIPIENT"}, {21617, 400, "DROPPED CONTENT"},
    {21659, 400, "DROPPED ACCOUNT"},   {30001, 429, "RETRY PROVIDER"},
    {30002, 400, "DROPPED ACCOUNT"},   {30003, 400, "RETRY RECIPIENT"},
    {30004, 400, "DROPPED RECIPIENT"}, {30005, 400, "DROPPED RECIPIENT"},
    {30006, 400, "DROPPED RECIPIENT"}, {30007, 400, "DROPPED CONTENT"},
    {30008, 400, "RETRY PROVIDER"},    {30010, 400, "DROPPED ACCOUNT"},
    {20003, 401, "DROPPED ACCOUNT"},   {20005, 403, "DROPPED ACCOUNT"},
    {20404, 404, "DROPPED ACCOUNT"},   {20429, 429, "RETRY PROVIDER"},
    {20500, 500, "RETRY PROVIDER"},    {20503, 503, "RETRY PROVIDER"},
};

TEST(MessagingAnswer, EveryErrorCodeHasItsVerdict) {
  for (const Row& row : kRows) {
    const v1::Attempt attempt =
        Interpret(row.status, ErrorBody(row.code, row.status));
    EXPECT_EQ(Describe(attempt),
              fmt::format("{} TWILIO_{}", row.expected, row.code));
    EXPECT_EQ(attempt.reason(),
              fmt::format("Twilio error {}: what Twilio says", row.code));
  }
}

TEST(MessagingAnswer, EveryRowIsDocumented) {
  for (const TwilioErrorRow& row : MessagingErrorRows()) {
    EXPECT_THAT(DocumentedRow(row.code),
                testing::HasSubstr(DocumentedVerdict(row)));
  }
}

TEST(MessagingAnswer, EveryRowIsTested) {
  std::set<int> tested;
  for (const Row& row : kRows) tested.insert(row.code);
  for (const TwilioErrorRow& row : MessagingErrorRows()) {
    EXPECT_TRUE(tested.contains(row.code)) << row.code;
  }
}

TEST(MessagingAnswer, ClassifiesACreatedMessageThatHasFailedByItsCode) {
  for (const Row& row : kRows) {
    for (const std::string status : {"failed", "undelivered"}) {
      const v1::Attempt attempt = Interpret(
          201,
          fmt::format(
              R"({{"sid":"SM1","status":"{}","error_code":{},"error_message":"why"}})",
              status, row.code));
      EXPECT_EQ(Describe(attempt),
                fmt::format("{} TWILIO_{}", row.expected, row.code));
      EXPECT_EQ(attempt.reason(),
                fmt::format("Twilio error {}: why", row.code));
    }
  }
}

TEST(MessagingAnswer, DropsACreatedMessageThatHasFailedWithoutAKnownCode) {
  EXPECT_EQ(Describe(Interpret(
                201, R"({"sid":"SM1","status":"failed","error_code":39999})")),
            "DROPPED PROVIDER TWILIO_39999");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"failed", "DROPPED PROVIDER TWILIO_FAILED SM1"},
      {"undelivered", "DROPPED PROVIDER TWILIO_UNDELIVERED SM1"},
      {"canceled", "DROPPED PROVIDER TWILIO_CANCELED SM1"},
      {"busy", "RETRY RECIPIENT TWILIO_BUSY SM1"},
      {"no-answer", "RETRY RECIPIENT TWILIO_NO_ANSWER SM1"},
  };
  for (const auto& [status, expected] : rows) {
    EXPECT_EQ(Describe(Interpret(
                  201, fmt::format(
                           R"({{"sid":"SM1","status":"{}","error_code":null}})",
                           status))),
              expected);
  }
}

TEST(MessagingAnswer, DeliversWhatTwilioHasAccepted) {
  for (const std::string status :
       {"queued", "accepted", "scheduled", "sending", "sent", "delivered",
        "ringing", "in-progress", "completed", "something-new"}) {
    EXPECT_EQ(Describe(Interpret(
                  201, fmt::format(
                           R"({{"sid":"SM1","status":"{}","error_code":null}})",
                           status))),
              "DELIVERED SM1");
  }
}

TEST(MessagingAnswer, HonoursRetryAfter) {
  const std::vector<HttpHeader> headers = {{"Retry-After", "3"}};
  EXPECT_EQ(Describe(Interpret(429, ErrorBody(20429, 429), headers)),
            "RETRY PROVIDER TWILIO_20429 after 3s");
}

TEST(MessagingAnswer, FallsBackToTheStatus) {
  EXPECT_EQ(Describe(Interpret(400, ErrorBody(29999, 400))),
            "DROPPED CONTENT TWILIO_29999");
  EXPECT_EQ(Describe(Interpret(429, ErrorBody(29999, 429))),
            "RETRY PROVIDER TWILIO_29999");
  for (const std::string body : {"", "<html>", "[]", R"({"status":503})"}) {
    EXPECT_EQ(Describe(Interpret(503, body)), "RETRY PROVIDER HTTP_503");
    EXPECT_EQ(Describe(Interpret(401, body)), "DROPPED ACCOUNT HTTP_401");
  }
}

TEST(MessagingAnswer, LeavesItOpenIfSuccessCannotBeRead) {
  for (const std::string body :
       {"", "OK", "{}", "[]", R"({"sid":null,"status":"queued"})",
        R"({"sid":"SM1","status":"failed")"}) {
    EXPECT_EQ(Describe(Interpret(201, body)),
              "RETRY PROVIDER MALFORMED_RESPONSE possibly sent")
        << body;
  }
}

TEST(MessagingAnswer, ReportsThatNoAnswerCame) {
  EXPECT_EQ(Describe(InterpretMessagingAnswer(
                HttpError{HttpErrorKind::kConnect, false, ""}, kNow)),
            "RETRY TRANSPORT CONNECT_FAILED");
}

}  // namespace
}  // namespace herald
