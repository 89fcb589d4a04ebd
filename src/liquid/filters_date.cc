// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "absl/time/clock.h"
#include "liquid/arena_text.h"
#include "liquid/convert.h"
#include "liquid/date_parser.h"
#include "liquid/filter.h"
#include "liquid/lexer.h"
#include "liquid/strftime.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

// Seconds up to the year 9999 and as far back.
constexpr std::int64_t kMaxSeconds = 253'402'300'799;

std::optional<ZonedTime> OfSeconds(std::int64_t seconds, absl::TimeZone zone) {
  if (seconds > kMaxSeconds || seconds < -kMaxSeconds) return std::nullopt;
  return ZonedTime{.time = absl::FromUnixSeconds(seconds), .zone = zone};
}

std::optional<ZonedTime> TimeOf(const Value& value, RenderContext* context) {
  const RenderOptions& options = context->options();
  if (value.kind() == Value::Kind::kInteger) {
    return OfSeconds(value.integer(), options.time_zone);
  }
  if (!value.is_string() || value.text().empty()) return std::nullopt;
  const std::string_view text = value.text();
  if (text.front() == '-' &&
      std::all_of(text.begin() + 1, text.end(), IsDigit)) {
    return std::nullopt;
  }
  if (std::all_of(text.begin(), text.end(), IsDigit)) {
    return OfSeconds(LeadingInteger(text), options.time_zone);
  }
  const absl::Time now =
      options.now == absl::InfinitePast() ? absl::Now() : options.now;
  FixedText<8> word;
  if (text.size() <= 5) AppendLower(text, &word);
  if (word.text() == "now" || word.text() == "today") {
    return ZonedTime{.time = now, .zone = options.time_zone};
  }
  return ParseDate(text, options.time_zone, now);
}

// What cannot be read as a date stays as it is.
Value Date(const FilterInput& input, RenderContext* context) {
  const std::string_view format = context->Text(input.Argument(0));
  if (format.empty()) return input.value;
  const std::optional<ZonedTime> time = TimeOf(input.value, context);
  if (!time) return input.value;
  ArenaText out(context);
  if (!context->SpendText(format.size() * 16)) return Value();
  if (!AppendTime(*time, format, &out)) {
    return context->Fail("a width in a date format may be 1024 at most");
  }
  return Value(out.Finish());
}

constexpr Filter kDateFilters[] = {{"date", Date, 1, 1}};

}  // namespace

std::span<const Filter> DateFilters() { return kDateFilters; }

}  // namespace herald::liquid
