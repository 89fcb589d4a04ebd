// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace herald {

// What a program's /metrics says at one time.
class ExposedMetrics {
 public:
  // Asks the program that can be watched at `127.0.0.1:PORT`.
  explicit ExposedMetrics(const std::string& address);

  // The values of a counter's series, summed up by their values of these
  // labels.
  std::map<std::vector<std::string>, int> Sums(
      const std::string& metric, const std::vector<std::string>& labels) const;

 private:
  std::string text_;
};

}  // namespace herald
