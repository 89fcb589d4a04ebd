// SPDX-License-Identifier: Apache-2.0
#include "delivery/outcome_rules.h"

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"

namespace herald {
namespace {

constexpr std::size_t kMaxReasonCharacters = 1024;
constexpr std::size_t kMaxReasonCodeBytes = 63;
constexpr std::size_t kMaxMessageIdCharacters = 256;
constexpr int kMaxRetryAfterSeconds = 24 * 60 * 60;

bool IsContinuationByte(char c) { return (c & 0xC0) == 0x80; }

std::string NormalizeReasonCode(std::string_view code) {
  std::string result =
      absl::AsciiStrToUpper(std::string(code.substr(0, kMaxReasonCodeBytes)));
  for (char& c : result)
    if (!absl::ascii_isalnum(c)) c = '_';
  return result;
}

void NormalizeRetryAfter(v1::Attempt& attempt) {
  if (!attempt.has_retry_after()) return;
  google::protobuf::Duration& wait = *attempt.mutable_retry_after();
  if (attempt.outcome() != v1::OUTCOME_RETRY || wait.seconds() < 0 ||
      wait.nanos() < 0) {
    attempt.clear_retry_after();
  } else if (wait.seconds() >= kMaxRetryAfterSeconds) {
    wait.set_seconds(kMaxRetryAfterSeconds);
    wait.set_nanos(0);
  }
}

}  // namespace

std::string CutToCharacters(std::string_view text, std::size_t max_characters) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsContinuationByte(text[i])) continue;
    if (++characters > max_characters) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

PrivateTerms PrivateTermsOf(const v1::DeliverNotificationRequest& request) {
  const v1::Notification& notification = request.notification();
  if (notification.has_email()) {
    return {.email_address = notification.email().to(),
            .code = request.template_().code()};
  }
  return {.phone_number = notification.phone().recipient(),
          .code = notification.phone().code()};
}

void Normalize(const Redactor& redactor, const PrivateTerms& terms,
               v1::Attempt& attempt) {
  if (!v1::Outcome_IsValid(attempt.outcome()) ||
      attempt.outcome() == v1::OUTCOME_UNSPECIFIED) {
    // Not knowing is the worst case: it may have been sent.
    attempt = PossiblySent(v1::SCOPE_PROVIDER, "NO_OUTCOME",
                           "the handler reported no outcome");
  }
  attempt.set_reason(CutToCharacters(redactor.Redact(attempt.reason(), terms),
                                     kMaxReasonCharacters));
  attempt.set_provider_message_id(
      CutToCharacters(redactor.Redact(attempt.provider_message_id(), terms),
                      kMaxMessageIdCharacters));
  attempt.set_reason_code(NormalizeReasonCode(attempt.reason_code()));
  NormalizeRetryAfter(attempt);
  if (attempt.outcome() == v1::OUTCOME_DELIVERED) {
    attempt.clear_scope();
    attempt.clear_reason_code();
    attempt.clear_possibly_sent();
  }
}

void ApplyExpiry(absl::Time expire_time, absl::Time now,
                 v1::DeliverNotificationResponse& response) {
  if (response.outcome() != v1::OUTCOME_RETRY || response.possibly_sent())
    return;
  const absl::Duration wait = absl::Seconds(response.retry_after().seconds()) +
                              absl::Nanoseconds(response.retry_after().nanos());
  if (now + wait < expire_time) return;
  const std::string reason =
      "no retry is possible before the notification expires";
  response.set_outcome(v1::OUTCOME_DROPPED);
  response.set_scope(v1::SCOPE_DEADLINE);
  response.set_reason(response.reason().empty()
                          ? reason
                          : CutToCharacters(reason + ": " + response.reason(),
                                            kMaxReasonCharacters));
  response.set_reason_code("EXPIRED");
  response.clear_retry_after();
}

v1::DeliverNotificationResponse ResponseOf(const v1::Attempt& attempt) {
  v1::DeliverNotificationResponse response;
  response.set_outcome(attempt.outcome());
  response.set_reason(attempt.reason());
  response.set_reason_code(attempt.reason_code());
  response.set_scope(attempt.scope());
  response.set_provider(attempt.provider());
  response.set_provider_message_id(attempt.provider_message_id());
  if (attempt.has_retry_after())
    *response.mutable_retry_after() = attempt.retry_after();
  response.set_possibly_sent(attempt.possibly_sent());
  return response;
}

}  // namespace herald
