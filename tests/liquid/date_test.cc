// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct DateCase {
  const char* input;
  const char* format;
  const char* text;
};

// Friday, 30 January 2026, 08:05:09 in UTC.
constexpr std::int64_t kNow = 1'769'760'309;

std::string Formatted(const DateCase& test, absl::TimeZone zone) {
  RenderOptions options;
  options.now = absl::FromUnixSeconds(kNow);
  options.time_zone = zone;
  const std::string source =
      std::string("{{ ") + test.input + " | date: \"" + test.format + "\" }}";
  return Rendered(source, "{}", {}, options);
}

TEST(Date, ReadsWhatPeopleWrite) {
  const char* iso = "%Y-%m-%dT%H:%M:%S%z";
  const DateCase cases[] = {
      {"'March 14, 2016'", iso, "2016-03-14T00:00:00+0000"},
      {"'14 Mar 2016 10:30'", iso, "2016-03-14T10:30:00+0000"},
      {"'2016-03-14'", iso, "2016-03-14T00:00:00+0000"},
      {"'2016-03-14T10:30:15.25+01:00'", iso, "2016-03-14T10:30:15+0100"},
      {"'2016-03-14 10:30:15 UTC'", iso, "2016-03-14T10:30:15+0000"},
      {"'2016-03-14T10:30:15Z'", "%Z", "UTC"},
      {"'2016/3/4'", iso, "2016-03-04T00:00:00+0000"},
      {"'14/03/2016'", iso, "2016-03-14T00:00:00+0000"},
      {"'Mon, 14 Mar 2016 10:30:15 EST'", iso, "2016-03-14T10:30:15-0500"},
      {"'3pm'", iso, "2026-01-30T15:00:00+0000"},
      {"'10:30 p.m.'", iso, "2026-01-30T22:30:00+0000"},
      {"'12:01 am'", "%H:%M", "00:01"},
      {"'May'", iso, "2026-05-01T00:00:00+0000"},
      {"'20160314T103015'", iso, "2016-03-14T10:30:15+0000"},
      {"'1152098955'", iso, "2006-07-05T11:29:15+0000"},
      {"0", iso, "1970-01-01T00:00:00+0000"},
      {"-1", iso, "1969-12-31T23:59:59+0000"},
      {"'now'", iso, "2026-01-30T08:05:09+0000"},
      {"'Today'", "%F", "2026-01-30"},
      {"'31 February 2016'", iso, "2016-03-02T00:00:00+0000"},
      {"'32 February 2016'", iso, "32 February 2016"},
      {"'2016-13-01'", iso, "2016-13-01"},
      {"'-1152098955'", iso, "-1152098955"},
      {"'hello'", iso, "hello"},
      {"''", iso, ""},
      {"1.5", iso, "1.5"},
      {"'2016-03-14'", "", "2016-03-14"},
  };
  for (const DateCase& test : cases) {
    EXPECT_EQ(Formatted(test, absl::UTCTimeZone()), test.text)
        << test.input << " " << test.format;
  }
}

TEST(Date, FormatsWithFlagsAndWidths) {
  const DateCase cases[] = {
      {"'now'", "%a %A %b %B %^a %^B", "Fri Friday Jan January FRI JANUARY"},
      {"'now'", "%d %-d %e %_m %-m %j %y %C", "30 30 30  1 1 030 26 20"},
      {"'now'", "%H %-H %I %l %k %M %S %p %P %#p",
       "08 8 08  8  8 05 09 AM am am"},
      {"'now'", "%s %L %3N %6N", "1769760309 000 000 000000"},
      {"'now'", "%u %w %U %W %V %G %g", "5 5 04 04 05 2026 26"},
      {"'now'", "%D|%F|%T|%R|%r",
       "01/30/26|2026-01-30|08:05:09|08:05|08:05:09 "
       "AM"},
      {"'now'", "%c|%x|%X|%v",
       "Fri Jan 30 08:05:09 2026|01/30/26|08:05:09|"
       "30-JAN-2026"},
      {"'now'", "%6Y|%010d|%-y|%_5d|%10A",
       "002026|0000000030|26|   30|    "
       "Friday"},
      {"'now'", "%z %:z %::z", "+0000 +00:00 +00:00:00"},
      {"'now'", "%% %Q %", "% %Q %"},
      {"'now'", "%-0d %0-m %-_H", "30 1 8"},
      {"'now'", "%EY %Ed %OB %Om %OY", "2026 %Ed %OB 01 %OY"},
      {"'now'", "%10z|%_10z|%8:z", "+000000000|      +000|+0000:00"},
      {"'2016-03-14 10:30 +01:00'", "[%5Z] %z", "[] +0100"},
      {"'2016-03-14 10:30 -00:30'", "%z %:z", "-0030 -00:30"},
      {"'2021-01-03'", "%U %W %V %G", "01 00 53 2020"},
  };
  for (const DateCase& test : cases) {
    EXPECT_EQ(Formatted(test, absl::UTCTimeZone()), test.text) << test.format;
  }
}

TEST(Date, IsToldInTheConfiguredTimeZone) {
  const absl::TimeZone zone = absl::FixedTimeZone(2 * 3600);
  EXPECT_EQ(Formatted({"'now'", "%F %R %z", ""}, zone),
            "2026-01-30 10:05 +0200");
  EXPECT_EQ(Formatted({"'2026-01-01 12:00'", "%R %z", ""}, zone),
            "12:00 +0200");
  EXPECT_EQ(Formatted({"0", "%R", ""}, zone), "02:00");
}

}  // namespace
}  // namespace herald::liquid
