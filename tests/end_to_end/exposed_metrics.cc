// SPDX-License-Identifier: Apache-2.0
#include "end_to_end/exposed_metrics.h"

#include <sstream>

#include "fakes/raw_client.h"

namespace herald {
namespace {

std::string LabelIn(const std::string& line, const std::string& label) {
  const std::string key = label + "=\"";
  std::size_t begin = line.find("{" + key);
  if (begin == std::string::npos) begin = line.find("," + key);
  if (begin == std::string::npos) return "no label " + label;
  begin += 1 + key.size();
  return line.substr(begin, line.find('"', begin) - begin);
}

}  // namespace

ExposedMetrics::ExposedMetrics(const std::string& address) {
  RawClient client(address);
  client.Send(
      "GET /metrics HTTP/1.1\r\nHost: herald\r\nConnection: close\r\n\r\n");
  text_ = client.ReadToEnd();
}

std::map<std::vector<std::string>, int> ExposedMetrics::Sums(
    const std::string& metric, const std::vector<std::string>& labels) const {
  std::map<std::vector<std::string>, int> sums;
  std::istringstream lines(text_);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(metric + "{")) continue;
    std::vector<std::string> values;
    for (const std::string& label : labels)
      values.push_back(LabelIn(line, label));
    sums[values] += std::stoi(line.substr(line.rfind(' ')));
  }
  return sums;
}

}  // namespace herald
