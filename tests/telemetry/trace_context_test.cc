// SPDX-License-Identifier: Apache-2.0
#include "telemetry/trace_context.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace herald {
namespace {

using ::testing::MatchesRegex;

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";
constexpr char kSpan[] = "b7ad6b7169203331";
constexpr char kParent[] =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(TraceContext, ReadsAndWritesTraceparent) {
  const auto context = ParseTraceparent(kParent);
  ASSERT_TRUE(context.has_value());
  EXPECT_EQ(TraceIdOf(*context), kTrace);
  EXPECT_EQ(SpanIdOf(*context), kSpan);
  EXPECT_EQ(context->flags, 1);
  EXPECT_EQ(ToTraceparent(*context), kParent);
}

TEST(TraceContext, RefusesWhatBreaksTheSpecification) {
  const std::string trace = kTrace;
  const std::string span = kSpan;
  const std::string cases[] = {
      "",
      "00",
      "00-" + trace + "-" + span,
      "00-" + trace + "-" + span + "-",
      "00-" + trace + "-" + span + "-0",
      "00-" + trace + "-" + span + "-0g",
      "00-" + trace + "-" + span + "-01 ",
      "00-" + trace + "-" + span + "-01-",
      "00-" + trace + "-" + span + "-01-more",
      " 00-" + trace + "-" + span + "-01",
      "0-" + trace + "-" + span + "-01",
      "ff-" + trace + "-" + span + "-01",
      "0F-" + trace + "-" + span + "-01",
      "00_" + trace + "-" + span + "-01",
      "00-" + trace + "_" + span + "-01",
      "00-" + trace + "-" + span + "_01",
      "00-00000000000000000000000000000000-" + span + "-01",
      "00-" + trace + "-0000000000000000-01",
      "00-0AF7651916CD43DD8448EB211C80319C-" + span + "-01",
      "00-" + trace + "-B7AD6B7169203331-01",
      "00-" + trace.substr(1) + "-" + span + "-011",
      "cc-" + trace + "-" + span + "-01more",
      std::string("00-\0af7651916cd43dd8448eb211c80319c", 35) + "-" + span +
          "-01",
  };
  for (const std::string& text : cases)
    EXPECT_FALSE(ParseTraceparent(text).has_value()) << text;
}

TEST(TraceContext, ReadsWhatItKnowsOfVersionsToCome) {
  const std::string rest = std::string(kParent).substr(2);
  for (const std::string& text :
       {"01" + rest, "cc" + rest + "-what-the-future-brings",
        "fe" + rest + "-"}) {
    const auto context = ParseTraceparent(text);
    ASSERT_TRUE(context.has_value()) << text;
    EXPECT_EQ(ToTraceparent(*context), kParent);
  }
}

TEST(TraceContext, ContinuesTheCallersTraceInASpanOfItsOwn) {
  const TraceContext span = StartSpan(kParent);
  EXPECT_EQ(TraceIdOf(span), kTrace);
  EXPECT_NE(SpanIdOf(span), kSpan);
  EXPECT_EQ(span.flags, 1);
}

TEST(TraceContext, PassesOnNoFlagThatItDoesNotKnow) {
  const std::string parent = std::string(kParent).substr(0, 53) + "fd";
  EXPECT_EQ(StartSpan(parent).flags, 1);
}

TEST(TraceContext, BeginsATraceIfThereIsNone) {
  for (const char* parent : {"", "nonsense"}) {
    EXPECT_THAT(ToTraceparent(StartSpan(parent)),
                MatchesRegex("00-[0-9a-f]+-[0-9a-f]+-02"));
  }
  std::set<std::string> traces;
  std::set<std::string> spans;
  for (int i = 0; i < 1000; ++i) {
    const TraceContext context = StartSpan("");
    traces.insert(TraceIdOf(context));
    spans.insert(SpanIdOf(context));
  }
  EXPECT_EQ(traces.size(), 1000u);
  EXPECT_EQ(spans.size(), 1000u);
}

}  // namespace
}  // namespace herald
