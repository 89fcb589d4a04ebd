// SPDX-License-Identifier: Apache-2.0
#include "app/places.h"

#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxPlacesBytes = 64 << 20;

std::string Join(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

}  // namespace

FieldPath FieldPath::Member(std::string_view name) const {
  return {Join(field, name), Join(shown, name)};
}

FieldPath FieldPath::Element(std::size_t index) const {
  return {fmt::format("{}[{}]", field, index),
          fmt::format("{}[{}]", shown, index)};
}

FieldPath FieldPath::Entry(std::string_view name) const {
  return {fmt::format("{}[{}]", field, name), Join(shown, name)};
}

void Places::Put(const FieldPath& path, TextPlace place) {
  bytes_ += path.field.size() + path.shown.size();
  if (bytes_ <= kMaxPlacesBytes) places_[path.field] = {place, path.shown};
}

bool Places::Contains(std::string_view field) const {
  return places_.find(field) != places_.end();
}

Place Places::Find(std::string_view field) const {
  for (std::string_view outer = field; !outer.empty();) {
    if (const auto found = places_.find(outer); found != places_.end()) {
      const auto& [place, path] = found->second;
      return {place, path + std::string(field.substr(outer.size()))};
    }
    const std::size_t end = outer.find_last_of(".[");
    outer = outer.substr(0, end == std::string_view::npos ? 0 : end);
  }
  return {{}, std::string(field)};
}

}  // namespace herald
