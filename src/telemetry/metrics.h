// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "telemetry/readings.h"
#include "telemetry/series.h"

namespace herald {

// Everything that /metrics shows. One object a process, which outlives reloads.
// Any thread may call it; what happens once a delivery goes through the
// LaneMetrics of its thread.
//
// The number of series is bounded, whatever providers answer and however often
// the configuration changes. Past 200 reason codes, further ones count as
// `other`; past 5000 series of a metric, so do country and reason code of new
// ones; past 10000, all their labels.
class Metrics {
 public:
  // `version` becomes that of herald_build_info.
  explicit Metrics(std::string_view version);
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // All metrics in Prometheus's text format.
  std::string Expose(const Readings& readings) const;

  // The content type of that.
  static constexpr std::string_view kContentType =
      "text/plain; version=0.0.4; charset=utf-8";

  // A call that ended with an RPC error; `code` is its canonical name, for
  // example `INVALID_ARGUMENT`.
  void CountRejection(std::string_view code);

  // The program has begun with a configuration, which is no reload.
  void ConfigurationLoaded(absl::Time now);

  // An attempt to load the configuration anew.
  void CountReload(bool is_success, absl::Time now);

  // What LaneMetrics caches; takes a lock. Valid as long as this object.
  DeliverySeries SeriesOf(const DeliveryLabels& labels);
  AttemptSeries SeriesOf(const AttemptLabels& labels);
  prometheus::Counter* SeriesOf(const RefusalLabels& labels);

 private:
  class Families;

  const std::unique_ptr<Families> families_;
};

}  // namespace herald
