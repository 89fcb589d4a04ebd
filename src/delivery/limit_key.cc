// SPDX-License-Identifier: Apache-2.0
#include "delivery/limit_key.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxKeyBytes = 256;

// Bytes of an IPv6 address: those that count, and where an IPv4 address stands
// within one.
constexpr std::size_t kNetworkBytes = 8;
constexpr std::size_t kMappedOffset = 12;

std::string Cut(const std::string& text) {
  return text.substr(0, kMaxKeyBytes);
}

// The address in bytes: 4, or the first 8 of IPv6.
std::string AddressKey(const std::string& ip) {
  in_addr v4;
  if (inet_pton(AF_INET, ip.c_str(), &v4) == 1)
    return std::string(reinterpret_cast<const char*>(&v4), sizeof(v4));
  in6_addr v6;
  if (inet_pton(AF_INET6, ip.c_str(), &v6) != 1) return "";
  const char* const bytes = reinterpret_cast<const char*>(&v6);
  if (IN6_IS_ADDR_V4MAPPED(&v6))
    return std::string(bytes + kMappedOffset, sizeof(v4));
  return std::string(bytes, kNetworkBytes);
}

// The plus sign and the calling code stay in any case.
std::string RangeKey(const v1::Notification& notification,
                     const v1::RecipientFacts& facts, int range_digits) {
  const std::string& number = notification.phone().recipient();
  const std::size_t least = fmt::formatted_size("+{}", facts.calling_code());
  const auto digits = static_cast<std::size_t>(range_digits);
  return number.substr(
      0, std::max(least, number.size() - std::min(digits, number.size())));
}

}  // namespace

std::string RecipientKey(const v1::Notification& notification) {
  return notification.has_email()
             ? absl::AsciiStrToLower(notification.email().to())
             : notification.phone().recipient();
}

std::string LimitKeyOf(const v1::Notification& notification,
                       const v1::RecipientFacts& facts, v1::LimitKey by,
                       int range_digits) {
  switch (by) {
    case v1::LIMIT_KEY_RECIPIENT:
      return Cut(RecipientKey(notification));
    case v1::LIMIT_KEY_NUMBER_RANGE:
      return notification.has_phone()
                 ? RangeKey(notification, facts, range_digits)
                 : "";
    case v1::LIMIT_KEY_IP:
      return AddressKey(notification.request().ip());
    case v1::LIMIT_KEY_CLIENT:
      return Cut(notification.client().client_id());
    case v1::LIMIT_KEY_ORGANIZATION:
      return Cut(notification.organization().id());
    case v1::LIMIT_KEY_COUNTRY:
      return facts.country();
    case v1::LIMIT_KEY_GLOBAL:
      return "all";
    default:
      return "";
  }
}

}  // namespace herald
