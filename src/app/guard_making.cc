// SPDX-License-Identifier: Apache-2.0
#include "app/guard_making.h"

#include <string>

#include "app/file_reading.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxSuppressionBytes = 64 << 20;
constexpr std::int64_t kDefaultMaxCounters = 40'000'000;

std::string ReadSuppressionFile(LoadedConfiguration& loaded) {
  const std::string& file = loaded.configuration.guard().suppression_file();
  if (file.empty()) return "";
  absl::StatusOr<std::string> content = ReadFile(file, kMaxSuppressionBytes);
  if (content.ok()) return *std::move(content);
  loaded.errors.Add(
      "guard.suppression_file", loaded.places,
      fmt::format("{} ({})", std::string(content.status().message()), file));
  return "";
}

}  // namespace

std::unique_ptr<const Guard> MakeGuard(LoadedConfiguration& loaded) {
  const std::string suppressed = ReadSuppressionFile(loaded);
  FieldViolations violations;
  auto guard = std::make_unique<const Guard>(loaded.configuration.guard(),
                                             suppressed, violations);
  AddViolations(violations, "guard", loaded.places, loaded.errors);
  return guard;
}

std::int64_t MaxCounters(const v1::Guard& guard) {
  return guard.max_counters() == 0 ? kDefaultMaxCounters : guard.max_counters();
}

}  // namespace herald
