// SPDX-License-Identifier: Apache-2.0
#include "app/configuration_error.h"

#include <utility>

#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxErrors = 50;
constexpr std::size_t kMaxShownPathBytes = 256;

// Keys of the file are part of a path, and may hold anything.
std::string ShownPath(const std::string& path) {
  if (path.empty()) return "";
  const bool is_long = path.size() > kMaxShownPathBytes;
  return absl::Utf8SafeCEscape(path.substr(0, kMaxShownPathBytes)) +
         (is_long ? "...: " : ": ");
}

auto InFileOrder(const ConfigurationError& error) {
  return std::tie(error.place, error.path, error.description);
}

}  // namespace

std::string ConfigurationError::ToString() const {
  return fmt::format("{}:{}:{}: {}{}", file, place.line, place.column,
                     ShownPath(path), description);
}

void ConfigurationErrors::Add(const FieldPath& path, TextPlace place,
                              std::string description) {
  if (errors_.size() >= kMaxErrors) {
    ++uncollected_;
    return;
  }
  fields_.insert(path.field);
  errors_.push_back({file_, place, path.shown, std::move(description)});
}

void ConfigurationErrors::Add(std::string_view field, const Places& places,
                              std::string description) {
  Place found = places.Find(field);
  Add({std::string(field), std::move(found.path)}, found.place,
      std::move(description));
}

bool ConfigurationErrors::IsWithin(std::string_view field) const {
  const auto found = fields_.lower_bound(field);
  if (field.empty()) return found != fields_.end();
  for (auto at = found; at != fields_.end(); ++at) {
    const std::string_view other = *at;
    if (other.substr(0, field.size()) != field) return false;
    if (other.size() == field.size() || other[field.size()] == '.' ||
        other[field.size()] == '[') {
      return true;
    }
  }
  return false;
}

std::vector<ConfigurationError> ConfigurationErrors::Sorted() const {
  std::vector<ConfigurationError> sorted = errors_;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return InFileOrder(a) < InFileOrder(b);
  });
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  if (uncollected_ > 0) {
    sorted.push_back({file_, sorted.back().place, "",
                      fmt::format("{} more mistakes are not shown; correct "
                                  "these first",
                                  uncollected_)});
  }
  return sorted;
}

}  // namespace herald
