// SPDX-License-Identifier: Apache-2.0
#include "providers/sandbox/sandbox_script.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "http/ascii_case.h"

namespace herald {
namespace {

constexpr std::string_view kNumberPrefix = "+15005550";
constexpr std::string_view kDomain = "@sandbox.test";
constexpr absl::Duration kNumberRetryAfter = absl::Seconds(30);
constexpr absl::Duration kLongest = absl::Hours(24);

bool TakePrefix(std::string_view prefix, std::string_view* text) {
  if (!text->starts_with(prefix)) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// A number of at most nine digits.
std::optional<int> ParseNumber(std::string_view digits) {
  const bool is_number = !digits.empty() && digits.size() <= 9 &&
                         digits.find_first_not_of("0123456789") == digits.npos;
  if (!is_number) return {};
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::optional<v1::Scope> ParseScope(std::string_view name) {
  v1::Scope scope;
  const bool is_known = v1::Scope_Parse(
      "SCOPE_" + absl::AsciiStrToUpper(std::string(name)), &scope);
  if (!is_known || scope == v1::SCOPE_UNSPECIFIED) return {};
  return scope;
}

std::optional<absl::Duration> ParseTime(std::string_view text) {
  const std::size_t digits =
      std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = ParseNumber(text.substr(0, digits));
  if (!number.has_value()) return {};
  const std::string_view unit = text.substr(digits);
  absl::Duration time;
  if (unit == "ms") {
    time = absl::Milliseconds(*number);
  } else if (unit == "s") {
    time = absl::Seconds(*number);
  } else if (unit == "m") {
    time = absl::Minutes(*number);
  } else if (unit == "h") {
    time = absl::Hours(*number);
  } else {
    return {};
  }
  return time > kLongest ? kLongest : time;
}

// Takes `delay-TIME` from the head of `text`.
std::optional<absl::Duration> TakeDelay(std::string_view* text) {
  std::string_view rest = *text;
  if (!TakePrefix("delay-", &rest)) return {};
  const std::size_t end = rest.find('-');
  const auto delay = ParseTime(rest.substr(0, end));
  if (!delay.has_value()) return {};
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  *text = rest;
  return delay;
}

// Takes `-after-TIME` from the end of `text`.
std::optional<absl::Duration> TakeRetryAfter(std::string_view* text) {
  constexpr std::string_view kAfter = "-after-";
  const std::size_t begin = text->rfind(kAfter);
  if (begin == text->npos) return {};
  const auto wait = ParseTime(text->substr(begin + kAfter.size()));
  if (wait.has_value()) *text = text->substr(0, begin);
  return wait;
}

std::optional<SandboxScript> ParseFailure(std::string_view text) {
  SandboxScript script;
  if (TakePrefix("drop-", &text)) {
    script.outcome = v1::OUTCOME_DROPPED;
  } else {
    script.outcome = v1::OUTCOME_RETRY;
    script.possibly_sent = TakePrefix("possibly-sent-", &text);
    if (!script.possibly_sent && !TakePrefix("retry-", &text)) {
      return {};
    }
    script.retry_after = TakeRetryAfter(&text).value_or(absl::ZeroDuration());
  }
  const auto scope = ParseScope(text);
  if (!scope.has_value()) return {};
  script.scope = *scope;
  return script;
}

std::optional<SandboxScript> DelayByNumber(int number) {
  SandboxScript script;
  switch (number) {
    case 401:
      script.delay = absl::Milliseconds(100);
      return script;
    case 402:
      script.delay = absl::Seconds(1);
      return script;
    case 403:
      script.delay = absl::Seconds(5);
      return script;
    case 404:
      script.delay = absl::InfiniteDuration();
      return script;
  }
  return {};
}

}  // namespace

SandboxScript ScriptForNumber(std::string_view number) {
  if (!TakePrefix(kNumberPrefix, &number) || number.size() != 3) return {};
  const int code = ParseNumber(number).value_or(0);
  if (const auto delayed = DelayByNumber(code)) return *delayed;
  if (code == 208) {
    return {v1::OUTCOME_RETRY, v1::SCOPE_PROVIDER, false, kNumberRetryAfter};
  }
  const int kind = code / 100;
  const int variant = code / 10 % 10;
  const int scope = code % 10;
  if (kind < 1 || kind > 3 || scope < 1 || !v1::Scope_IsValid(scope)) return {};
  const bool has_wait = kind != 1 && variant == 2;
  if (variant != 0 && !has_wait) return {};
  SandboxScript script;
  script.outcome = kind == 1 ? v1::OUTCOME_DROPPED : v1::OUTCOME_RETRY;
  script.scope = static_cast<v1::Scope>(scope);
  script.possibly_sent = kind == 3;
  if (has_wait) script.retry_after = kNumberRetryAfter;
  return script;
}

SandboxScript ScriptForAddress(std::string_view address) {
  const std::string lower = AsciiToLower(address);
  std::string_view local = lower;
  if (!local.ends_with(kDomain)) return {};
  local.remove_suffix(kDomain.size());
  local = local.substr(0, local.find('+'));
  if (local == "stall") return {.delay = absl::InfiniteDuration()};
  const absl::Duration delay = TakeDelay(&local).value_or(absl::ZeroDuration());
  SandboxScript script = ParseFailure(local).value_or(SandboxScript{});
  script.delay = delay;
  return script;
}

SandboxScript ScriptFor(const v1::Notification& notification) {
  return notification.has_email()
             ? ScriptForAddress(notification.email().to())
             : ScriptForNumber(notification.phone().recipient());
}

}  // namespace herald
