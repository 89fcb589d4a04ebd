// SPDX-License-Identifier: Apache-2.0
#include "delivery/delivery_recorder.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>

#include "delivery/attempt.h"
#include "delivery/delivery_line.h"
#include "telemetry/log.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kParent[] =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

class DeliveryRecorderTest : public ::testing::Test {
 protected:
  DeliveryRecorderTest() {
    auto& phone = *request_.mutable_notification()->mutable_phone();
    phone.set_recipient("+4915112345678");
    phone.set_as_text("Your code is 918273.");
    phone.set_code("918273");
    phone.set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
    request_.set_request_id("jane@example.com/1");
    recipient_.set_country("DE");
    response_.set_route("eu");
    response_.set_outcome(v1::OUTCOME_DELIVERED);
    response_.set_provider("second");
    AddAttempt("first", v1::OUTCOME_RETRY, v1::SCOPE_PROVIDER, "HTTP_503");
    AddAttempt("second", v1::OUTCOME_DELIVERED, v1::SCOPE_UNSPECIFIED, "")
        .set_provider_message_id("SM1");
  }

  ~DeliveryRecorderTest() override { SetLeastLogLevel(LogLevel::kInfo); }

  v1::Attempt& AddAttempt(const char* provider, v1::Outcome outcome,
                          v1::Scope scope, const char* reason_code) {
    v1::Attempt& attempt = *response_.add_attempts();
    attempt.set_provider(provider);
    attempt.set_outcome(outcome);
    attempt.set_scope(scope);
    attempt.set_reason_code(reason_code);
    attempt.mutable_duration()->set_nanos(20'000'000);
    return attempt;
  }

  // Records the delivery, and returns what it logs.
  std::string Record() {
    testing::internal::CaptureStderr();
    recorder_.Record({.request = request_,
                      .recipient = recipient_,
                      .response = response_,
                      .duration = milliseconds(42),
                      .trace = trace_,
                      .refusals = refusals_,
                      .hash = hash_});
    return testing::internal::GetCapturedStderr();
  }

  v1::DeliverNotificationRequest request_;
  v1::RecipientFacts recipient_;
  v1::DeliverNotificationResponse response_;
  std::vector<GuardRefusal> refusals_;
  const TraceContext trace_ = *ParseTraceparent(kParent);
  const RecipientHash hash_{"key"};
  Metrics metrics_{"1.2.3"};
  DeliveryRecorder recorder_{metrics_};
};

TEST_F(DeliveryRecorderTest, LogsADeliveryInOneLine) {
  EXPECT_THAT(
      Record(),
      AllOf(ContainsRegex("^\\{\"time\":\"[^\"]+\","),
            HasSubstr(
                R"("level":"info","event":"delivery",)"
                R"("trace_id":"0af7651916cd43dd8448eb211c80319c",)"
                R"("span_id":"b7ad6b7169203331",)"
                R"("request_id_hash":"72a8a4ce862c2e9f",)"
                R"("route":"eu","channel":"sms","message_type":"otp_verify",)"
                R"("country":"DE","recipient_last_digits":"78",)"
                R"("recipient_hash":"d659ec2d72226076",)"
                R"("outcome":"delivered","duration_ms":42,"attempts":[)"
                R"({"provider":"first","outcome":"retry","scope":"provider",)"
                R"("reason_code":"HTTP_503","duration_ms":20},)"
                R"({"provider":"second","outcome":"delivered",)"
                R"("duration_ms":20,"provider_message_id":"SM1"}]})"
                "\n")));
}

TEST_F(DeliveryRecorderTest, CountsTheDeliveryAndItsAttempts) {
  Record();
  EXPECT_THAT(
      metrics_.Expose({}),
      AllOf(HasSubstr("herald_deliveries_total{channel=\"sms\",country=\"DE\","
                      "outcome=\"delivered\",reason_code=\"\","
                      "replayed=\"false\",route=\"eu\",scope=\"\"} 1\n"),
            HasSubstr("outcome=\"retry\",provider=\"first\","
                      "reason_code=\"HTTP_503\",scope=\"provider\"} 1\n"),
            HasSubstr("outcome=\"delivered\",provider=\"second\","
                      "reason_code=\"\",scope=\"\"} 1\n"),
            HasSubstr("attempt_duration_seconds_sum{provider=\"first\"} "
                      "0.02\n")));
}

TEST_F(DeliveryRecorderTest, LogsNeitherRecipientNorCodeNorContentNorId) {
  for (const std::string& line :
       {Record(), [this] {
          auto& email = *request_.mutable_notification()->mutable_email();
          email.set_to("Jane.Doe@Example.com");
          email.set_subject("Your code is 918273.");
          recipient_.set_email_domain("example.com");
          return Record();
        }()}) {
    EXPECT_THAT(line, AllOf(HasSubstr("recipient_hash"), Not(HasSubstr("1511")),
                            Not(HasSubstr("918273")), Not(HasSubstr("ode is")),
                            Not(HasSubstr("Jane")), Not(HasSubstr("jane"))));
  }
}

TEST_F(DeliveryRecorderTest, ShowsTheDomainOfAnEmailAddress) {
  request_.mutable_notification()->mutable_email()->set_to("Jane@Example.com");
  recipient_.set_email_domain("example.com");
  EXPECT_THAT(Record(), AllOf(HasSubstr(R"("channel":"email")"),
                              HasSubstr(R"("recipient_domain":"example.com")"),
                              HasSubstr(hash_("jane@example.com"))));
}

TEST_F(DeliveryRecorderTest, WarnsOfWhatPointsAtAProvider) {
  using Case = std::tuple<v1::Scope, bool, LogLevel>;
  for (const auto& [scope, is_possibly_sent, level] :
       {Case{v1::SCOPE_UNSPECIFIED, false, LogLevel::kInfo},
        Case{v1::SCOPE_RECIPIENT, false, LogLevel::kInfo},
        Case{v1::SCOPE_CONTENT, false, LogLevel::kInfo},
        Case{v1::SCOPE_POLICY, false, LogLevel::kInfo},
        Case{v1::SCOPE_DEADLINE, false, LogLevel::kInfo},
        Case{v1::SCOPE_DEADLINE, true, LogLevel::kWarning},
        Case{v1::SCOPE_ACCOUNT, false, LogLevel::kWarning},
        Case{v1::SCOPE_PROVIDER, false, LogLevel::kWarning},
        Case{v1::SCOPE_TRANSPORT, true, LogLevel::kWarning}}) {
    response_.set_scope(scope);
    response_.set_possibly_sent(is_possibly_sent);
    EXPECT_EQ(LevelOf(response_), level) << v1::Scope_Name(scope);
  }
}

TEST_F(DeliveryRecorderTest, IsSilentBelowTheLeastLevel) {
  SetLeastLogLevel(LogLevel::kWarning);
  EXPECT_THAT(Record(), IsEmpty());
  response_.set_scope(v1::SCOPE_ACCOUNT);
  EXPECT_THAT(Record(), HasSubstr(R"("level":"warning")"));
}

TEST_F(DeliveryRecorderTest, CountsTheAttemptsOfAReplayOnce) {
  Record();
  response_.set_replayed(true);
  EXPECT_THAT(Record(), AllOf(HasSubstr(R"("replayed":true)"),
                              Not(HasSubstr("attempts"))));
  EXPECT_THAT(metrics_.Expose({}),
              AllOf(ContainsRegex("deliveries_total.*\"true\".* 1\n"),
                    HasSubstr("duration_seconds_count{provider=\"first\"} 1\n"),
                    HasSubstr("outcome=\"delivered\"} 1\n")));
}

TEST_F(DeliveryRecorderTest, RecordsWhatTheGuardRefused) {
  refusals_ = {{Dropped(v1::SCOPE_POLICY, "COUNTRY_NOT_ALLOWED", ""), "", true},
               {Retry(v1::SCOPE_POLICY, "RATE_LIMITED", ""), "per-ip", false}};
  EXPECT_THAT(Record(),
              HasSubstr(R"("refusals":[{"reason_code":"COUNTRY_NOT_ALLOWED",)"
                        R"("dry_run":true},{"reason_code":"RATE_LIMITED",)"
                        R"("limit":"per-ip","dry_run":false}])"));
  EXPECT_THAT(metrics_.Expose({}),
              AllOf(HasSubstr("{dry_run=\"true\",limit=\"\",reason_code="
                              "\"COUNTRY_NOT_ALLOWED\"} 1\n"),
                    HasSubstr("{dry_run=\"false\",limit=\"per-ip\",reason_code="
                              "\"RATE_LIMITED\"} 1\n")));
}

TEST_F(DeliveryRecorderTest, LeavesOutWhatWasOnlyValidated) {
  response_.set_validated_only(true);
  EXPECT_THAT(Record(), IsEmpty());
  EXPECT_THAT(metrics_.Expose({}), Not(HasSubstr("herald_deliveries_total{")));
}

TEST_F(DeliveryRecorderTest, RecordsCallsThatEndWithAnError) {
  testing::internal::CaptureStderr();
  recorder_.RecordRejection(absl::StatusCode::kNotFound, trace_);
  recorder_.RecordRejection(absl::StatusCode::kInternal, trace_);
  EXPECT_THAT(
      testing::internal::GetCapturedStderr(),
      AllOf(ContainsRegex(R"("info","event":"call_rejected","trace_id":"0af)"
                          R"([^"]*","span_id":"b7[^"]*","code":"NOT_FOUND")"),
            ContainsRegex(R"("level":"error".*"code":"INTERNAL")")));
  EXPECT_THAT(
      metrics_.Expose({}),
      AllOf(HasSubstr("herald_calls_rejected_total{code=\"NOT_FOUND\"} 1\n"),
            HasSubstr("herald_calls_rejected_total{code=\"INTERNAL\"} 1\n")));
}

}  // namespace
}  // namespace herald
