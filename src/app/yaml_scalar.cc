// SPDX-License-Identifier: Apache-2.0
#include "app/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

namespace herald {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool Consume(std::string_view prefix, std::string_view* text) {
  if (text->substr(0, prefix.size()) != prefix) return false;
  text->remove_prefix(prefix.size());
  return true;
}

// Takes the digits at the beginning off; returns how many there were.
std::size_t ConsumeDigits(std::string_view* text) {
  const std::size_t count =
      std::min(text->find_first_not_of(kDigits), text->size());
  text->remove_prefix(count);
  return count;
}

// Whether `text` is digits with at most one dot among them, without a sign.
bool IsDecimal(std::string_view text) {
  std::size_t digits = ConsumeDigits(&text);
  if (Consume(".", &text)) digits += ConsumeDigits(&text);
  return digits > 0 && text.empty();
}

bool IsFloat(std::string_view text) {
  if (!Consume("-", &text)) Consume("+", &text);
  const std::size_t exponent = text.find_first_of("eE");
  if (!IsDecimal(text.substr(0, exponent))) return false;
  if (exponent == std::string_view::npos) return true;
  text.remove_prefix(exponent + 1);
  if (!Consume("-", &text)) Consume("+", &text);
  return ConsumeDigits(&text) > 0 && text.empty();
}

}  // namespace

std::optional<bool> ParseYamlBool(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

std::optional<std::int64_t> ParseYamlInteger(std::string_view text) {
  int base = 10;
  const bool is_negative = !text.empty() && text[0] == '-';
  if (Consume("0x", &text)) {
    base = 16;
  } else if (Consume("0o", &text)) {
    base = 8;
  } else {
    Consume("+", &text);
  }
  if (base != 10 || !is_negative) {
    if (text.empty() || text[0] == '-') return std::nullopt;
  }
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    return is_negative ? std::numeric_limits<std::int64_t>::min()
                       : std::numeric_limits<std::int64_t>::max();
  }
  return value;
}

std::optional<double> ParseYamlFloat(std::string_view text) {
  if (!IsFloat(text)) return std::nullopt;
  Consume("+", &text);
  double value = 0;
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  return value;
}

std::optional<absl::Duration> ParseDurationText(std::string_view text) {
  const std::size_t unit =
      std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view name = text.substr(unit);
  if (name != "ms" && name != "s" && name != "m" && name != "h") {
    return std::nullopt;
  }
  absl::Duration duration;
  if (!IsDecimal(text.substr(0, unit)) ||
      !absl::ParseDuration(std::string(text), &duration)) {
    return std::nullopt;
  }
  return std::min(duration, absl::Hours(10'000));
}

}  // namespace herald
