// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <unordered_map>

#include "telemetry/metrics.h"
#include "telemetry/series.h"

namespace herald {

// Counts what happens once a delivery. Belongs to one thread: it remembers the
// series of the labels that it has met, so that counting takes one look-up and
// no lock but a histogram's.
class LaneMetrics {
 public:
  // `metrics` outlives it.
  explicit LaneMetrics(Metrics& metrics) : metrics_(metrics) {}

  // `duration` is left out of account for a replay.
  void CountDelivery(const DeliveryLabels& labels,
                     std::chrono::nanoseconds duration);
  void CountAttempt(const AttemptLabels& labels,
                    std::chrono::nanoseconds duration);
  void CountRefusal(const RefusalLabels& labels);

 private:
  // Either may be null.
  struct Series {
    prometheus::Counter* count = nullptr;
    prometheus::Histogram* duration = nullptr;
  };

  template <typename Labels>
  const Series& Find(const Labels& labels);

  Metrics& metrics_;
  std::unordered_map<std::string, Series> known_;
  std::string key_;
};

}  // namespace herald
