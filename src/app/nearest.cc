// SPDX-License-Identifier: Apache-2.0
#include "app/nearest.h"

#include <utility>

#include <algorithm>
#include <numeric>

#include "absl/strings/str_join.h"

namespace herald {
namespace {

// No name is longer, and time grows with the product of both lengths.
constexpr std::size_t kMaxComparedBytes = 64;

std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string NearestFirst(std::string_view word,
                         std::vector<std::string> names) {
  word = word.substr(0, kMaxComparedBytes);
  std::stable_sort(names.begin(), names.end(),
                   [word](const std::string& a, const std::string& b) {
                     return Distance(word, a) < Distance(word, b);
                   });
  return absl::StrJoin(names, ", ");
}

}  // namespace herald
