// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/messaging_answer.h"

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
constexpr v1::Scope kProvider = v1::SCOPE_PROVIDER;

constexpr TwilioErrorRow kRows[] = {
    // Messages and calls.
    {21210, kDrop, kAccount},
    {21211, kDrop, kRecipient},
    {21212, kDrop, kAccount},
    {21214, kDrop, kRecipient},
    {21219, kDrop, kAccount},
    // Calls.
    {13224, kDrop, kRecipient},
    {21215, kDrop, kAccount},
    {21216, kDrop, kRecipient},
    {21217, kDrop, kRecipient},
    // Messages.
    {21266, kDrop, kRecipient},
    {21408, kDrop, kAccount},
    {21602, kDrop, kContent},
    {21603, kDrop, kAccount},
    {21605, kDrop, kContent},
    {21606, kDrop, kAccount},
    {21608, kDrop, kAccount},
    {21610, kDrop, kRecipient},
    {21612, kDrop, kRecipient},
    {21614, kDrop, kRecipient},
    {21617, kDrop, kContent},
    {21659, kDrop, kAccount},
    // Messages that were accepted and failed.
    {30001, kRetry, kProvider},
    {30002, kDrop, kAccount},
    {30003, kRetry, kRecipient},
    {30004, kDrop, kRecipient},
    {30005, kDrop, kRecipient},
    {30006, kDrop, kRecipient},
    {30007, kDrop, kContent},
    {30008, kRetry, kProvider},
    {30010, kDrop, kAccount},
};

struct StatusRow {
  std::string_view status;
  v1::Outcome outcome;
  v1::Scope scope;
};

constexpr StatusRow kFailedStates[] = {
    {"failed", kDrop, kProvider},      {"undelivered", kDrop, kProvider},
    {"canceled", kDrop, kProvider},    {"busy", kRetry, kRecipient},
    {"no-answer", kRetry, kRecipient},
};

v1::Attempt InterpretResource(const HttpResponse& response,
                              const TwilioAnswer& answer, absl::Time now) {
  if (answer.sid.empty()) return UnreadableTwilioAnswer();
  for (const StatusRow& row : kFailedStates) {
    if (answer.status != row.status) continue;
    if (answer.code != 0) {
      return InterpretTwilioError(response, answer, kRows, now);
    }
    return TwilioStatusFailure(answer, row.outcome, row.scope);
  }
  return Delivered(answer.sid);
}

}  // namespace

absl::Span<const TwilioErrorRow> MessagingErrorRows() { return kRows; }

v1::Attempt InterpretMessagingAnswer(const HttpResult& result, absl::Time now) {
  if (const auto* error = std::get_if<HttpError>(&result)) {
    return InterpretHttpError(*error);
  }
  const HttpResponse& response = std::get<HttpResponse>(result);
  const auto answer = ParseTwilioAnswer(response.body);
  if (response.status >= 200 && response.status < 300) {
    return answer.has_value() ? InterpretResource(response, *answer, now)
                              : UnreadableTwilioAnswer();
  }
  return answer.has_value() && answer->code != 0
             ? InterpretTwilioError(response, *answer, kRows, now)
             : InterpretHttpStatus(response, now);
}

}  // namespace herald
