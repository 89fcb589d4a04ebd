// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log.h"

#include <gmock/gmock.h>

#include <string>
#include <type_traits>
#include <vector>

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

const absl::Time kTime =
    absl::FromUnixSeconds(1'700'000'000) + absl::Milliseconds(7);

// Whether a field of a name can be made from a T.
template <typename T>
constexpr bool kCanBeLogged =
    std::is_constructible_v<Field, Field::Word, const T&>;

static_assert(kCanBeLogged<int> && kCanBeLogged<bool> && kCanBeLogged<Public>);
static_assert(!kCanBeLogged<std::string> && !kCanBeLogged<std::string_view>);
static_assert(!kCanBeLogged<double>);

TEST(Log, WritesAnEventAsOneObject) {
  EXPECT_EQ(FormatLogLine(kTime, LogLevel::kInfo, "serving",
                          {Field("address", Public("127.0.0.1:43211")),
                           Field("threads", 2), Field("tls", false),
                           Field("grace_ms", absl::Seconds(25)),
                           Field("signal", "SIGTERM")}),
            R"({"time":"2023-11-14T22:13:20.007Z","level":"info",)"
            R"("event":"serving","address":"127.0.0.1:43211","threads":2,)"
            R"("tls":false,"grace_ms":25000,"signal":"SIGTERM"})");
}

TEST(Log, NamesItsLevels) {
  EXPECT_THAT(FormatLogLine(kTime, LogLevel::kWarning, "e", {}),
              EndsWith(R"("level":"warning","event":"e"})"));
  EXPECT_THAT(FormatLogLine(kTime, LogLevel::kError, "e", {}),
              EndsWith(R"("level":"error","event":"e"})"));
}

TEST(Log, EscapesTexts) {
  const std::string cases[][2] = {
      {"a\"b\\c", R"("a\"b\\c")"},
      {"two\nlines\r\t\x01", R"("two\nlines\r\t\u0001")"},
      {std::string("nul\0.", 5), R"("nul\u0000.")"},
      {"h\u00e9llo \U0001F44B", "\"h\u00e9llo \U0001F44B\""},
      {"bad \xff\xc3 h\u00e9", R"("bad ?? h??")"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_THAT(FormatLogLine(kTime, LogLevel::kInfo, "e",
                              {Field("text", Public(text))}),
                EndsWith("\"text\":" + expected + "}"));
  }
}

TEST(Log, CutsLongTexts) {
  const std::string line =
      FormatLogLine(kTime, LogLevel::kInfo, "e",
                    {Field("text", Public(std::string(100'000, 'x')))});
  EXPECT_LT(line.size(), 4200u);
}

TEST(Log, WritesListsOfObjects) {
  const std::vector<Field> one = {Field("provider", Public("a\"b")),
                                  Field("duration_ms", 12)};
  const std::vector<Field> two = {Field("is_last", true)};
  const std::vector<FieldList> objects = {
      {one.data(), one.size()}, {two.data(), two.size()}, {nullptr, 0}};
  EXPECT_THAT(
      FormatLogLine(kTime, LogLevel::kInfo, "e",
                    {Field("attempts", std::span<const FieldList>(objects)),
                     Field("none", std::span<const FieldList>())}),
      EndsWith(
          R"("event":"e","attempts":[{"provider":"a\"b","duration_ms":12},)"
          R"({"is_last":true},{}],"none":[]})"));
}

TEST(Log, WritesTheTimeToTheMillisecond) {
  const std::string cases[] = {"2023-11-14T22:13:20.007Z",
                               "2023-11-14T22:13:20.999Z",
                               "2024-02-29T00:00:00.000Z"};
  for (const std::string& expected : cases) {
    absl::Time time;
    ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, expected, &time, nullptr));
    EXPECT_THAT(
        FormatLogLine(time + absl::Microseconds(999), LogLevel::kInfo, "e", {}),
        StartsWith("{\"time\":\"" + expected + "\""));
  }
}

TEST(Log, LeavesOutWhatMattersLessThanItIsToldTo) {
  testing::internal::CaptureStderr();
  SetLeastLogLevel(LogLevel::kWarning);
  EXPECT_FALSE(IsLogged(LogLevel::kInfo));
  EXPECT_TRUE(IsLogged(LogLevel::kWarning));
  Log(LogLevel::kInfo, "quiet");
  Log(LogLevel::kWarning, "loud");
  SetLeastLogLevel(LogLevel::kInfo);
  Log(LogLevel::kInfo, "quiet again");
  const std::string lines = testing::internal::GetCapturedStderr();
  EXPECT_THAT(lines, AllOf(HasSubstr("loud"), HasSubstr("quiet again"),
                           Not(HasSubstr("\"quiet\""))));
}

TEST(Log, GoesToStandardErrorLineByLine) {
  testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, "started", {Field("braces", Public("{} %v"))});
  Log(LogLevel::kError, "stopped");
  EXPECT_THAT(
      testing::internal::GetCapturedStderr(),
      MatchesRegex(
          "\\{\"time\":\"[-0-9]+T[:0-9]+\\.[0-9]+Z\",\"level\":\"info\","
          "\"event\":\"started\",\"braces\":\"\\{\\} %v\"\\}\n"
          "\\{\"time\":\"[^\"]+\",\"level\":\"error\","
          "\"event\":\"stopped\"\\}\n"));
}

}  // namespace
}  // namespace herald
