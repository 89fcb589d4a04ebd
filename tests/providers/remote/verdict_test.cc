// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/verdict.h"

#include <gtest/gtest.h>

#include "delivery/from_text.h"
#include "providers/describe.h"

namespace herald {
namespace {

std::string Interpreted(const std::string& response) {
  return Describe(
      InterpretVerdict(FromText<v1::HandleNotificationResponse>(response)));
}

TEST(Verdict, IsWhatTheHandlerSays) {
  EXPECT_EQ(Interpreted("delivered { provider_message_id: 'm-1' }"),
            "DELIVERED m-1");
  EXPECT_EQ(Interpreted("delivered {}"), "DELIVERED");
  EXPECT_EQ(Interpreted("retry { reason_code: 'BUSY' scope: SCOPE_TRANSPORT "
                        "retry_after { seconds: 30 } }"),
            "RETRY TRANSPORT BUSY after 30s");
  EXPECT_EQ(Interpreted("retry { possibly_sent: true }"),
            "RETRY PROVIDER HANDLER_RETRY possibly sent");
  EXPECT_EQ(Interpreted("drop { reason_code: 'BAD' scope: SCOPE_RECIPIENT }"),
            "DROPPED RECIPIENT BAD");
}

TEST(Verdict, OfAHandlerThatSaysLittleHasCautiousDefaults) {
  EXPECT_EQ(Interpreted("retry {}"), "RETRY PROVIDER HANDLER_RETRY");
  EXPECT_EQ(Interpreted("drop {}"), "DROPPED CONTENT HANDLER_DROP");
}

TEST(Verdict, KeepsTheReason) {
  const auto response = FromText<v1::HandleNotificationResponse>(
      "drop { reason: 'no such number' }");
  EXPECT_EQ(InterpretVerdict(response).reason(), "no such number");
}

TEST(Verdict, WithAScopeOfANewerHandlerHasTheDefault) {
  v1::HandleNotificationResponse response;
  response.mutable_retry()->set_scope(static_cast<v1::Scope>(99));
  EXPECT_EQ(Describe(InterpretVerdict(response)),
            "RETRY PROVIDER HANDLER_RETRY");
}

TEST(Verdict, ThatIsMissingIsNeverADelivery) {
  EXPECT_EQ(Interpreted(""), "RETRY PROVIDER HANDLER_NO_VERDICT possibly sent");
}

TEST(Verdict, MustBeTextInUtf8) {
  v1::HandleNotificationResponse response;
  response.mutable_drop()->set_reason("\xC3(");
  EXPECT_EQ(Describe(InterpretVerdict(response)),
            "RETRY PROVIDER HANDLER_MALFORMED_VERDICT possibly sent");
}

std::string ErrorInterpreted(int code, bool is_not_sent = false) {
  return Describe(InterpretHandlerError(
      {.code = code, .message = "m", .is_not_sent = is_not_sent}));
}

TEST(HandlerError, IsPossiblySent) {
  EXPECT_EQ(ErrorInterpreted(14),
            "RETRY TRANSPORT HANDLER_UNAVAILABLE possibly sent");
  EXPECT_EQ(ErrorInterpreted(4),
            "RETRY TRANSPORT HANDLER_DEADLINE_EXCEEDED possibly sent");
  EXPECT_EQ(ErrorInterpreted(2),
            "RETRY PROVIDER HANDLER_UNKNOWN possibly sent");
  EXPECT_EQ(ErrorInterpreted(8),
            "RETRY PROVIDER HANDLER_RESOURCE_EXHAUSTED possibly sent");
  EXPECT_EQ(ErrorInterpreted(77),
            "RETRY PROVIDER HANDLER_UNKNOWN possibly sent");
}

TEST(HandlerError, IsNotIfItSaysSo) {
  EXPECT_EQ(ErrorInterpreted(14, true), "RETRY TRANSPORT HANDLER_UNAVAILABLE");
  EXPECT_EQ(ErrorInterpreted(12), "RETRY ACCOUNT HANDLER_UNIMPLEMENTED");
  EXPECT_EQ(ErrorInterpreted(16), "RETRY ACCOUNT HANDLER_UNAUTHENTICATED");
  EXPECT_EQ(ErrorInterpreted(7), "RETRY ACCOUNT HANDLER_PERMISSION_DENIED");
}

TEST(HandlerError, TellsWhatHappened) {
  EXPECT_EQ(InterpretHandlerError({.code = 2, .message = "boom"}).reason(),
            "the call to the handler failed: boom");
  EXPECT_EQ(InterpretHandlerError({.code = 2}).reason(),
            "the call to the handler failed");
}

}  // namespace
}  // namespace herald
