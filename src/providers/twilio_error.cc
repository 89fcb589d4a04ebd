// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "delivery/attempt.h"
#include "liquid/json.h"
#include "providers/http_answer.h"

namespace herald {
namespace {

constexpr int kMaxCode = 999'999;

constexpr v1::Outcome kRetry = v1::OUTCOME_RETRY;
constexpr v1::Outcome kDrop = v1::OUTCOME_DROPPED;

// The codes that all products share.
constexpr TwilioErrorRow kSharedRows[] = {
    {20003, kDrop, v1::SCOPE_ACCOUNT},   {20005, kDrop, v1::SCOPE_ACCOUNT},
    {20404, kDrop, v1::SCOPE_ACCOUNT},   {20429, kRetry, v1::SCOPE_PROVIDER},
    {20500, kRetry, v1::SCOPE_PROVIDER}, {20503, kRetry, v1::SCOPE_PROVIDER},
};

const TwilioErrorRow* FindRow(int code, absl::Span<const TwilioErrorRow> rows) {
  for (const TwilioErrorRow& row : rows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

std::string Text(const liquid::Value& value) {
  return value.is_string() ? std::string(value.text()) : std::string();
}

int Code(const liquid::Value& value) {
  const bool is_code = value.kind() == liquid::Value::Kind::kInteger &&
                       value.integer() > 0 && value.integer() <= kMaxCode;
  return is_code ? static_cast<int>(value.integer()) : 0;
}

}  // namespace

std::optional<TwilioAnswer> ParseTwilioAnswer(std::string_view body) {
  const auto document = liquid::JsonDocument::Parse(body);
  if (!document.ok() || !document->root().is_object()) return {};
  const liquid::Value root = document->root();
  TwilioAnswer answer;
  answer.sid = Text(root.Find("sid"));
  answer.status = Text(root.Find("status"));
  answer.code = Code(root.Find("code"));
  answer.message = Text(root.Find("message"));
  if (answer.code == 0) answer.code = Code(root.Find("error_code"));
  if (answer.message.empty()) answer.message = Text(root.Find("error_message"));
  return answer;
}

v1::Attempt InterpretTwilioError(const HttpResponse& response,
                                 const TwilioAnswer& answer,
                                 absl::Span<const TwilioErrorRow> rows,
                                 absl::Time now) {
  const TwilioErrorRow* row = FindRow(answer.code, rows);
  if (row == nullptr) row = FindRow(answer.code, kSharedRows);
  const bool is_success = response.status >= 200 && response.status < 300;
  HttpVerdict verdict =
      is_success ? HttpVerdict{} : DefaultVerdict(response.status);
  if (row != nullptr) verdict = {row->outcome, row->scope};

  v1::Attempt attempt;
  attempt.set_outcome(verdict.outcome);
  attempt.set_scope(verdict.scope);
  attempt.set_reason_code(fmt::format("TWILIO_{}", answer.code));
  attempt.set_reason(fmt::format("Twilio error {}{}{}", answer.code,
                                 answer.message.empty() ? "" : ": ",
                                 answer.message));
  if (row != nullptr && row->retry_after > absl::ZeroDuration()) {
    SetRetryAfter(row->retry_after, &attempt);
  }
  ApplyRetryAfter(response, now, &attempt);
  return attempt;
}

v1::Attempt TwilioStatusFailure(const TwilioAnswer& answer, v1::Outcome outcome,
                                v1::Scope scope) {
  v1::Attempt attempt;
  attempt.set_outcome(outcome);
  attempt.set_scope(scope);
  std::string state = absl::AsciiStrToUpper(answer.status);
  std::replace(state.begin(), state.end(), '-', '_');
  attempt.set_reason_code(fmt::format("TWILIO_{}", state));
  attempt.set_reason(fmt::format("Twilio status `{}`", answer.status));
  attempt.set_provider_message_id(answer.sid);
  return attempt;
}

v1::Attempt UnreadableTwilioAnswer() {
  return PossiblySent(v1::SCOPE_PROVIDER, "MALFORMED_RESPONSE",
                      "Twilio's answer says success, but its body cannot be "
                      "read");
}

}  // namespace herald
