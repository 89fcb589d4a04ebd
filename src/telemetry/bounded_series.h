// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <prometheus/family.h>
#include <prometheus/labels.h>

#include <cstddef>
#include <string>

namespace herald {

// What stands for all values beyond a bound.
inline constexpr char kOther[] = "other";

// A metric with a bound on its series. Whoever uses it holds a lock.
template <typename Metric>
class BoundedSeries {
 public:
  static constexpr std::size_t kMaxDetailed = 5'000;
  static constexpr std::size_t kMax = 10'000;

  explicit BoundedSeries(prometheus::Family<Metric>& family)
      : family_(family) {}

  // The series of these labels. One that would be too many has `other` as
  // country and reason code, or as all labels.
  template <typename... Arguments>
  Metric* Find(prometheus::Labels labels, const Arguments&... arguments) {
    if (size_ >= kMaxDetailed && !family_.Has(labels)) {
      for (const char* name : {"country", "reason_code"}) {
        const auto found = labels.find(name);
        if (found != labels.end() && !found->second.empty())
          found->second = kOther;
      }
    }
    if (size_ >= kMax && !family_.Has(labels)) {
      for (auto& [name, value] : labels) value = kOther;
    }
    if (!family_.Has(labels)) ++size_;
    return &family_.Add(labels, arguments...);
  }

 private:
  prometheus::Family<Metric>& family_;
  std::size_t size_ = 0;
};

}  // namespace herald
