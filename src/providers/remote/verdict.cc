// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/verdict.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "delivery/attempt.h"
#include "liquid/utf8.h"

namespace herald {
namespace {

// gRPC's status codes by number.
constexpr std::string_view kCodes[] = {"OK",
                                       "CANCELLED",
                                       "UNKNOWN",
                                       "INVALID_ARGUMENT",
                                       "DEADLINE_EXCEEDED",
                                       "NOT_FOUND",
                                       "ALREADY_EXISTS",
                                       "PERMISSION_DENIED",
                                       "RESOURCE_EXHAUSTED",
                                       "FAILED_PRECONDITION",
                                       "ABORTED",
                                       "OUT_OF_RANGE",
                                       "UNIMPLEMENTED",
                                       "INTERNAL",
                                       "UNAVAILABLE",
                                       "DATA_LOSS",
                                       "UNAUTHENTICATED"};

std::string_view NameOf(int code) {
  const bool is_known = code >= 0 && code < static_cast<int>(std::size(kCodes));
  return is_known ? kCodes[code] : "UNKNOWN";
}

v1::Scope ScopeOr(v1::Scope scope, v1::Scope otherwise) {
  const bool is_set =
      scope != v1::SCOPE_UNSPECIFIED && v1::Scope_IsValid(scope);
  return is_set ? scope : otherwise;
}

std::string_view Or(const std::string& text, std::string_view otherwise) {
  return text.empty() ? otherwise : std::string_view(text);
}

v1::Scope ScopeOf(int code) {
  switch (code) {
    case kUnimplemented:
    case kPermissionDenied:
    case kUnauthenticated:
      return v1::SCOPE_ACCOUNT;
    case kDeadlineExceeded:
    case kUnavailable:
      return v1::SCOPE_TRANSPORT;
    default:
      return v1::SCOPE_PROVIDER;
  }
}

// Protobuf's C++ takes texts that no other language would.
bool IsText(const v1::HandleNotificationResponse& response) {
  using liquid::IsValidUtf8;
  return IsValidUtf8(response.delivered().provider_message_id()) &&
         IsValidUtf8(response.retry().reason()) &&
         IsValidUtf8(response.retry().reason_code()) &&
         IsValidUtf8(response.drop().reason()) &&
         IsValidUtf8(response.drop().reason_code());
}

v1::Attempt RetryOf(const v1::RetryVerdict& retry) {
  v1::Attempt attempt =
      Retry(ScopeOr(retry.scope(), v1::SCOPE_PROVIDER),
            Or(retry.reason_code(), "HANDLER_RETRY"), retry.reason());
  if (retry.has_retry_after()) {
    *attempt.mutable_retry_after() = retry.retry_after();
  }
  attempt.set_possibly_sent(retry.possibly_sent());
  return attempt;
}

}  // namespace

v1::Attempt InterpretVerdict(const v1::HandleNotificationResponse& response) {
  if (!IsText(response)) {
    return PossiblySent(v1::SCOPE_PROVIDER, "HANDLER_MALFORMED_VERDICT",
                        "the handler's verdict holds text that is not UTF-8");
  }
  switch (response.verdict_case()) {
    case v1::HandleNotificationResponse::kDelivered:
      return Delivered(response.delivered().provider_message_id());
    case v1::HandleNotificationResponse::kRetry:
      return RetryOf(response.retry());
    case v1::HandleNotificationResponse::kDrop:
      return Dropped(ScopeOr(response.drop().scope(), v1::SCOPE_CONTENT),
                     Or(response.drop().reason_code(), "HANDLER_DROP"),
                     response.drop().reason());
    case v1::HandleNotificationResponse::VERDICT_NOT_SET:
      break;
  }
  return PossiblySent(v1::SCOPE_PROVIDER, "HANDLER_NO_VERDICT",
                      "the handler answered without a verdict");
}

v1::Attempt InterpretHandlerError(const HandlerError& error) {
  const v1::Scope scope = ScopeOf(error.code);
  const std::string code = fmt::format("HANDLER_{}", NameOf(error.code));
  const std::string reason =
      error.message.empty()
          ? std::string("the call to the handler failed")
          : fmt::format("the call to the handler failed: {}", error.message);
  if (error.is_not_sent || scope == v1::SCOPE_ACCOUNT) {
    return Retry(scope, code, reason);
  }
  return PossiblySent(scope, code, reason);
}

}  // namespace herald
