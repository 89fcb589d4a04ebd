// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_verify/verify_answer.h"

#include <string_view>
#include <variant>

#include "delivery/attempt.h"
#include "providers/http_answer.h"

namespace herald {
namespace {

constexpr v1::Outcome kRetry = v1::OUTCOME_RETRY;
constexpr v1::Outcome kDrop = v1::OUTCOME_DROPPED;
constexpr v1::Scope kRecipient = v1::SCOPE_RECIPIENT;
constexpr v1::Scope kContent = v1::SCOPE_CONTENT;
constexpr v1::Scope kAccount = v1::SCOPE_ACCOUNT;

constexpr int kInvalidParameter = 60200;

// Verifications live for ten minutes, and so does the count of their sends.
constexpr absl::Duration kVerificationWindow = absl::Minutes(10);

constexpr TwilioErrorRow kRows[] = {
    {kInvalidParameter, kDrop, kContent},
    {60201, kDrop, kAccount},
    {60202, kDrop, kRecipient},
    {60203, kRetry, kRecipient, kVerificationWindow},
    {60204, kDrop, kAccount},
    {60205, kDrop, kRecipient},
    {60206, kDrop, kAccount},
    {60207, kDrop, kRecipient},
    {60208, kDrop, kAccount},
    {60209, kDrop, kAccount},
    {60210, kDrop, kAccount},
    {60211, kDrop, kAccount},
    {60212, kRetry, kRecipient, absl::Seconds(2)},
    {60214, kDrop, kAccount},
    {60217, kDrop, kAccount},
    {60220, kDrop, kAccount},
    {60221, kDrop, kAccount},
    {60222, kDrop, kAccount},
    {60223, kDrop, kAccount},
    {60238, kDrop, kRecipient},
    {60410, kDrop, kRecipient},
    {60605, kDrop, kAccount},
    {60006, kDrop, kRecipient},
};

v1::Attempt InterpretVerification(const TwilioAnswer& answer) {
  if (answer.sid.empty()) return UnreadableTwilioAnswer();
  if (answer.status == "max_attempts_reached") {
    v1::Attempt attempt = TwilioStatusFailure(answer, kRetry, kRecipient);
    SetRetryAfter(kVerificationWindow, &attempt);
    return attempt;
  }
  for (std::string_view status : {"failed", "canceled", "deleted", "expired"}) {
    if (answer.status != status) continue;
    return TwilioStatusFailure(answer, kDrop, v1::SCOPE_PROVIDER);
  }
  return Delivered(answer.sid);
}

}  // namespace

absl::Span<const TwilioErrorRow> VerifyErrorRows() { return kRows; }

v1::Attempt InterpretVerifyAnswer(const HttpResult& result, absl::Time now) {
  if (const auto* error = std::get_if<HttpError>(&result)) {
    return InterpretHttpError(*error);
  }
  const HttpResponse& response = std::get<HttpResponse>(result);
  const bool is_success = response.status >= 200 && response.status < 300;
  const auto answer = ParseTwilioAnswer(response.body);
  if (!answer.has_value()) {
    return is_success ? UnreadableTwilioAnswer()
                      : InterpretHttpStatus(response, now);
  }
  if (answer->code != 0) {
    v1::Attempt attempt = InterpretTwilioError(response, *answer, kRows, now);
    // Twilio names the parameter that it does not accept.
    if (answer->code == kInvalidParameter &&
        answer->message.find("`To`") != std::string::npos) {
      attempt.set_scope(kRecipient);
    }
    return attempt;
  }
  return is_success ? InterpretVerification(*answer)
                    : InterpretHttpStatus(response, now);
}

}  // namespace herald
