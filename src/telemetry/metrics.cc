// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <iterator>
#include <mutex>
#include <set>
#include <vector>

#include "telemetry/bounded_series.h"
#include "telemetry/log.h"
#include "telemetry/metric_families.h"
#include "telemetry/process_figures.h"

namespace herald {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Counter;
using prometheus::Histogram;
using prometheus::Labels;
using prometheus::Registry;

constexpr std::size_t kMaxReasonCodes = 200;

// From what a fast provider takes to the longest wait that is sensible.
const std::vector<double>& Buckets() {
  static const auto& buckets = *new std::vector<double>{
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
      0.5,   1,      2.5,   5,    10,    20,   30};
  return buckets;
}

prometheus::Family<Counter>& NewCounter(Registry& registry, const char* name,
                                        const char* help) {
  return BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Gauge>& NewGauge(Registry& registry,
                                                const char* name,
                                                const char* help) {
  return BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Family<Histogram>& NewHistogram(Registry& registry,
                                            const char* name,
                                            const char* help) {
  return BuildHistogram().Name(name).Help(help).Register(registry);
}

std::string Word(bool value) { return value ? "true" : "false"; }

}  // namespace

class Metrics::Families {
 public:
  explicit Families(std::string_view version);

  // The reason code, or what stands for it.
  std::string Bounded(std::string_view reason_code);

  std::mutex mutex;  // Of all that follows but the registry.
  Registry registry;
  std::set<std::string, std::less<>> reason_codes;
  BoundedSeries<Counter> deliveries;
  BoundedSeries<Histogram> delivery_durations;
  BoundedSeries<Counter> attempts;
  BoundedSeries<Histogram> attempt_durations;
  BoundedSeries<Counter> refusals;
  BoundedSeries<Counter> rejections;
  prometheus::Family<Counter>& reloads;
  prometheus::Gauge* is_last_reload_good;
  prometheus::Gauge* last_good_reload;
};

Metrics::Families::Families(std::string_view version)
    : deliveries(NewCounter(registry, "herald_deliveries_total",
                            "Deliveries that have ended, by what became of "
                            "them.")),
      delivery_durations(NewHistogram(
          registry, "herald_delivery_duration_seconds",
          "How long deliveries took, all attempts included and replays left "
          "out.")),
      attempts(NewCounter(registry, "herald_attempts_total",
                          "Attempts at providers, by what became of them.")),
      attempt_durations(NewHistogram(registry,
                                     "herald_attempt_duration_seconds",
                                     "How long attempts at providers took.")),
      refusals(NewCounter(registry, "herald_guard_refusals_total",
                          "Deliveries that the guard refused, or would have "
                          "refused if dry_run is true.")),
      rejections(NewCounter(registry, "herald_calls_rejected_total",
                            "Calls that ended with an RPC error, by its "
                            "code.")),
      reloads(NewCounter(registry, "herald_reloads_total",
                         "Attempts to load the configuration anew.")),
      is_last_reload_good(
          &NewGauge(registry, "herald_configuration_last_reload_successful",
                    "Whether the configuration in force is the newest one that "
                    "was tried.")
               .Add({})),
      last_good_reload(
          &NewGauge(
               registry,
               "herald_configuration_last_reload_success_timestamp_seconds",
               "When the configuration in force was loaded, in seconds since "
               "1970.")
               .Add({})) {
  NewGauge(registry, "herald_build_info", "The program's version; always 1.")
      .Add({{"version", std::string(version)}})
      .Set(1);
  reloads.Add({{"result", "success"}});
  reloads.Add({{"result", "failure"}});
  // A counter that appears with its first event hides that event from rate().
  for (const char* code : {"CANCELLED", "INVALID_ARGUMENT", "NOT_FOUND",
                           "ALREADY_EXISTS", "FAILED_PRECONDITION",
                           "RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL"}) {
    rejections.Find({{"code", code}});
  }
}

std::string Metrics::Families::Bounded(std::string_view reason_code) {
  if (reason_code.empty() || reason_codes.contains(reason_code))
    return std::string(reason_code);
  if (reason_codes.size() == kMaxReasonCodes) return kOther;
  return *reason_codes.emplace(reason_code).first;
}

Metrics::Metrics(std::string_view version)
    : families_(std::make_unique<Families>(version)) {}

Metrics::~Metrics() = default;

std::string Metrics::Expose(const Readings& readings) const {
  std::vector<prometheus::MetricFamily> all = families_->registry.Collect();
  all.push_back(FamilyOfDroppedLines(DroppedLogLines()));
  for (auto& more : {FamiliesOf(readings), FamiliesOf(ReadProcessFigures())}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return prometheus::TextSerializer().Serialize(all);
}

void Metrics::CountRejection(std::string_view code) {
  const std::lock_guard lock(families_->mutex);
  families_->rejections.Find({{"code", std::string(code)}})->Increment();
}

void Metrics::ConfigurationLoaded(absl::Time now) {
  families_->is_last_reload_good->Set(1);
  families_->last_good_reload->Set(
      absl::ToDoubleSeconds(now - absl::UnixEpoch()));
}

void Metrics::CountReload(bool is_success, absl::Time now) {
  families_->reloads.Add({{"result", is_success ? "success" : "failure"}})
      .Increment();
  if (is_success) {
    ConfigurationLoaded(now);
  } else {
    families_->is_last_reload_good->Set(0);
  }
}

DeliverySeries Metrics::SeriesOf(const DeliveryLabels& labels) {
  const std::lock_guard lock(families_->mutex);
  const std::string channel(labels.channel);
  const std::string outcome(labels.outcome);
  DeliverySeries series;
  series.count = families_->deliveries.Find(
      {{"route", std::string(labels.route)},
       {"channel", channel},
       {"country", std::string(labels.country)},
       {"outcome", outcome},
       {"scope", std::string(labels.scope)},
       {"reason_code", families_->Bounded(labels.reason_code)},
       {"replayed", Word(labels.is_replayed)}});
  if (!labels.is_replayed) {
    series.duration = families_->delivery_durations.Find(
        {{"channel", channel}, {"outcome", outcome}}, Buckets());
  }
  return series;
}

AttemptSeries Metrics::SeriesOf(const AttemptLabels& labels) {
  const std::lock_guard lock(families_->mutex);
  const std::string provider(labels.provider);
  AttemptSeries series;
  series.count = families_->attempts.Find(
      {{"provider", provider},
       {"channel", std::string(labels.channel)},
       {"country", std::string(labels.country)},
       {"outcome", std::string(labels.outcome)},
       {"scope", std::string(labels.scope)},
       {"reason_code", families_->Bounded(labels.reason_code)}});
  series.duration =
      families_->attempt_durations.Find({{"provider", provider}}, Buckets());
  return series;
}

Counter* Metrics::SeriesOf(const RefusalLabels& labels) {
  const std::lock_guard lock(families_->mutex);
  return families_->refusals.Find(
      {{"reason_code", families_->Bounded(labels.reason_code)},
       {"limit", std::string(labels.limit)},
       {"dry_run", Word(labels.is_dry_run)}});
}

}  // namespace herald
