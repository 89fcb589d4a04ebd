// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_error.h"

#include <gtest/gtest.h>

#include <string>

#include "providers/describe.h"

namespace herald {
namespace {

TEST(TwilioError, ReadsAnErrorBody) {
  const auto answer = ParseTwilioAnswer(
      R"({"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401})");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->code, 20003);
  EXPECT_EQ(answer->message, "Authenticate");
  EXPECT_EQ(answer->status, "");
  EXPECT_EQ(answer->sid, "");
}

TEST(TwilioError, ReadsAResource) {
  const auto answer = ParseTwilioAnswer(
      R"({"sid":"SM1","status":"failed","error_code":30005,"error_message":"Unknown"})");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->code, 30005);
  EXPECT_EQ(answer->message, "Unknown");
  EXPECT_EQ(answer->status, "failed");
  EXPECT_EQ(answer->sid, "SM1");
}

TEST(TwilioError, LeavesOutMembersOfAnotherKind) {
  const auto answer = ParseTwilioAnswer(
      R"({"code":"20003","message":7,"sid":{},"status":[],"error_code":1.5})");
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->code, 0);
  EXPECT_EQ(answer->message, "");
  EXPECT_EQ(answer->sid, "");
  EXPECT_EQ(answer->status, "");
}

TEST(TwilioError, ReadsNothingButObjects) {
  for (const std::string body :
       {"", "x", "[]", "7", "null", "\"a\"", "{", R"({"a":"\ud800"} x)"}) {
    EXPECT_FALSE(ParseTwilioAnswer(body).has_value()) << body;
  }
}

TEST(TwilioError, PrefersTheKindsOwnRows) {
  const TwilioErrorRow rows[] = {
      {20003, v1::OUTCOME_RETRY, v1::SCOPE_POLICY, absl::Seconds(5)}};
  const HttpResponse response{401, {}, ""};
  const absl::Time now = absl::UnixEpoch();
  EXPECT_EQ(Describe(InterpretTwilioError(response, {20003}, rows, now)),
            "RETRY POLICY TWILIO_20003 after 5s");
  EXPECT_EQ(Describe(InterpretTwilioError(response, {20003}, {}, now)),
            "DROPPED ACCOUNT TWILIO_20003");
  EXPECT_EQ(InterpretTwilioError(response, {20003}, {}, now).reason(),
            "Twilio error 20003");
}

}  // namespace
}  // namespace herald
