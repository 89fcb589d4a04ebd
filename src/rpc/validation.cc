// SPDX-License-Identifier: Apache-2.0
#include "rpc/validation.h"

#include <arpa/inet.h>

#include <string>

#include "absl/strings/ascii.h"
#include "rpc/text_rules.h"

namespace herald {
namespace {

constexpr std::size_t kMaxRequestIdBytes = 128;
constexpr std::size_t kMaxCorrelationIdBytes = 64;
constexpr int kMaxLabels = 64;
constexpr std::size_t kMaxLabelKeyBytes = 63;
constexpr std::size_t kMaxLabelValueBytes = 256;

// 0001-01-01 and the end of 9999, the bounds of google.protobuf.Timestamp.
constexpr std::int64_t kMinTimestampSeconds = -62135596800;
constexpr std::int64_t kMaxTimestampSeconds = 253402300799;

bool IsIpAddress(const std::string& text) {
  unsigned char buffer[sizeof(in6_addr)];
  return inet_pton(AF_INET, text.c_str(), buffer) == 1 ||
         inet_pton(AF_INET6, text.c_str(), buffer) == 1;
}

bool IsCorrelationId(std::string_view text) {
  static constexpr std::string_view kSpecials = "-_.*~@+/:";
  return text.size() <= kMaxCorrelationIdBytes &&
         std::ranges::all_of(text, [](char c) {
           return absl::ascii_isalnum(c) ||
                  kSpecials.find(c) != std::string_view::npos;
         });
}

void ValidateLabels(const v1::Notification& notification,
                    FieldViolations& violations) {
  if (notification.labels_size() > kMaxLabels)
    violations.Add("notification.labels", "has more than 64 members");
  for (const auto& [key, value] : notification.labels()) {
    if (key.empty() || key.size() > kMaxLabelKeyBytes) {
      violations.Add("notification.labels",
                     "has a key that is not 1 to 63 bytes long");
    } else if (value.size() > kMaxLabelValueBytes) {
      violations.Add("notification.labels[" + key + "]",
                     "is longer than 256 bytes");
    }
  }
}

void ValidateNotification(v1::Notification& notification,
                          FieldViolations& violations) {
  switch (notification.content_case()) {
    case v1::Notification::kEmail:
      ValidateEmail(*notification.mutable_email(), "notification.email",
                    violations);
      break;
    case v1::Notification::kPhone:
      ValidatePhone(*notification.mutable_phone(), "notification.phone",
                    violations);
      break;
    case v1::Notification::CONTENT_NOT_SET:
      violations.Add("notification.content",
                     "is required; set either email or phone");
  }
  if (!notification.request().ip().empty() &&
      !IsIpAddress(notification.request().ip())) {
    violations.Add("notification.request.ip", "is not an IPv4 or IPv6 address");
  }
  if (!IsCorrelationId(notification.transaction().correlation_id())) {
    violations.Add("notification.transaction.correlation_id",
                   "is not 1 to 64 letters, digits and -_.*~@+/:");
  }
  ValidateLabels(notification, violations);
}

void ValidateExpireTime(const google::protobuf::Timestamp& expire_time,
                        FieldViolations& violations) {
  if (expire_time.seconds() < kMinTimestampSeconds ||
      expire_time.seconds() > kMaxTimestampSeconds || expire_time.nanos() < 0 ||
      expire_time.nanos() > 999'999'999) {
    violations.Add("expire_time",
                   "is not a time from 0001-01-01 to 9999-12-31");
  }
}

// What requests to deliver and to render have in common.
template <typename Request>
void ValidateAny(Request& request, FieldViolations& violations) {
  if (request.has_notification()) {
    v1::Notification& notification = *request.mutable_notification();
    ValidateNotification(notification, violations);
    if (request.has_template_()) {
      ValidateTemplate(request.template_(), notification, violations);
    } else {
      ValidateWords(notification, violations);
    }
  } else {
    violations.Add("notification", "is required");
  }
  ValidateExpireTime(request.expire_time(), violations);
}

}  // namespace

void Validate(v1::DeliverNotificationRequest& request,
              FieldViolations& violations) {
  ValidateAny(request, violations);
  if (request.request_id().size() > kMaxRequestIdBytes ||
      !IsVisibleAscii(request.request_id())) {
    violations.Add("request_id", "is not 1 to 128 visible ASCII characters");
  }
}

void Validate(v1::RenderNotificationRequest& request,
              FieldViolations& violations) {
  ValidateAny(request, violations);
}

void ValidateWords(const v1::Notification& notification,
                   FieldViolations& violations) {
  if (notification.has_email()) {
    ValidateEmailWords(notification.email(), "notification.email", violations);
  } else if (notification.has_phone()) {
    ValidatePhoneWords(notification.phone(), "notification.phone", violations);
  }
}

}  // namespace herald
