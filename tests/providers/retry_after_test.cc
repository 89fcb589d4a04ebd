// SPDX-License-Identifier: Apache-2.0
#include "providers/retry_after.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace herald {
namespace {

struct Row {
  std::string value;
  std::optional<absl::Duration> wait;
};

// Sunday, 15 November 2026, 08:00:00 UTC.
const absl::Time kSunday = absl::FromCivil(
    absl::CivilSecond(2026, 11, 15, 8, 0, 0), absl::UTCTimeZone());

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(ParseRetryAfter(row.value, kSunday), row.wait) << row.value;
  }
}

TEST(RetryAfter, ReadsSeconds) {
  Check({
      {"0", absl::ZeroDuration()},
      {"1", absl::Seconds(1)},
      {"120", absl::Minutes(2)},
      {" 120\t", absl::Minutes(2)},
      {"086400", absl::Hours(24)},
  });
}

TEST(RetryAfter, CutsAbsurdWaitsToOneDay) {
  Check({
      {"86401", kMaxRetryAfter},
      {"31536000", kMaxRetryAfter},
      {"99999999999999999999999999", kMaxRetryAfter},
      {"Sun, 15 Nov 2027 08:00:00 GMT", kMaxRetryAfter},
      {"Fri, 31 Dec 9999 23:59:59 GMT", kMaxRetryAfter},
  });
}

TEST(RetryAfter, ReadsAllThreeFormsOfADate) {
  Check({
      {"Sun, 15 Nov 2026 08:00:30 GMT", absl::Seconds(30)},
      {"Sunday, 15-Nov-26 08:00:30 GMT", absl::Seconds(30)},
      {"Sun Nov 15 08:00:30 2026", absl::Seconds(30)},
      {"Mon, 16 Nov 2026 07:59:59 GMT", absl::Hours(24) - absl::Seconds(1)},
      {"Sun Nov  1 08:00:30 2026", absl::ZeroDuration()},
  });
}

TEST(RetryAfter, AnswersZeroForADateInThePast) {
  Check({
      {"Sun, 06 Nov 1994 08:49:37 GMT", absl::ZeroDuration()},
      {"Sunday, 06-Nov-94 08:49:37 GMT", absl::ZeroDuration()},
      {"Sun Nov  6 08:49:37 1994", absl::ZeroDuration()},
      {"Sun, 15 Nov 2026 08:00:00 GMT", absl::ZeroDuration()},
  });
}

TEST(RetryAfter, TakesAShortYearThatIsFarAheadForOneInThePast) {
  Check({
      {"Saturday, 15-Nov-77 08:00:00 GMT", absl::ZeroDuration()},
      {"Saturday, 15-Nov-75 08:00:00 GMT", kMaxRetryAfter},
  });
}

TEST(RetryAfter, IgnoresWhatItCannotRead) {
  for (const std::string value : {
           "",
           " ",
           "soon",
           "-1",
           "+5",
           "1.5",
           "1e3",
           "12s",
           "0x10",
           "60, 120",
           "Sun, 15 Nov 2026 08:00:30",
           "Sun, 15 Nov 2026 08:00:30 CET",
           "Sun, 32 Nov 2026 08:00:30 GMT",
           "Sun, 31 Nov 2026 08:00:30 GMT",
           "Sun, 15 Nop 2026 08:00:30 GMT",
           "Sun, 15 Nov 2026 24:00:30 GMT",
           "Sun, 15 Nov 2026 08:60:30 GMT",
           "Sun, 15 Nov 2026 08:00 GMT",
           "Son, 15 Nov 2026 08:00:30 GMT",
           "15 Nov 2026 08:00:30 GMT",
           "Sunday, 15-Nov 08:00:30 GMT",
           "2026-11-15T08:00:30Z",
           "Sun Nov 15 08:00:30 26x6",
           "Sun, 15 Nov 026 08:00:30 GMT",
           ", , , , , GMT",
       }) {
    EXPECT_EQ(ParseRetryAfter(value, kSunday), std::nullopt) << value;
  }
  EXPECT_EQ(ParseRetryAfter(std::string(1'000'000, '1'), kSunday),
            std::nullopt);
}

}  // namespace
}  // namespace herald
