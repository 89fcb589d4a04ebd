// SPDX-License-Identifier: Apache-2.0
#include "telemetry/process_figures.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <ctime>

#include "telemetry/metrics.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Optional;

TEST(ProcessFigures, DescribeThisProcess) {
  const ProcessFigures figures = ReadProcessFigures();
  const auto now = static_cast<double>(std::time(nullptr));
  EXPECT_THAT(figures.cpu_seconds, Optional(AllOf(Ge(0), Le(3600))));
  EXPECT_THAT(figures.start_time_seconds,
              Optional(AllOf(Ge(now - 3600), Le(now + 2))));
  EXPECT_THAT(figures.resident_memory_bytes,
              Optional(AllOf(Ge(1 << 20), Le(*figures.virtual_memory_bytes))));
  EXPECT_THAT(figures.open_fds, Optional(AllOf(Ge(3), Le(*figures.max_fds))));
}

TEST(ProcessFigures, CountOpenFiles) {
  const double before = *ReadProcessFigures().open_fds;
  const int file = open("/dev/null", O_RDONLY);
  EXPECT_EQ(ReadProcessFigures().open_fds, before + 1);
  close(file);
  EXPECT_EQ(ReadProcessFigures().open_fds, before);
}

TEST(ProcessFigures, AreAmongTheMetrics) {
  EXPECT_THAT(
      Metrics("1.2.3").Expose({}),
      AllOf(HasSubstr("# TYPE process_cpu_seconds_total counter\n"),
            HasSubstr("\nprocess_start_time_seconds "),
            HasSubstr("\nprocess_resident_memory_bytes "),
            HasSubstr("\nprocess_virtual_memory_bytes "),
            HasSubstr("\nprocess_open_fds "), HasSubstr("\nprocess_max_fds ")));
}

}  // namespace
}  // namespace herald
