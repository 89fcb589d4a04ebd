// SPDX-License-Identifier: Apache-2.0
#include "telemetry/lane_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include <initializer_list>

namespace herald {
namespace {

// Reason codes can be many although their series are not.
constexpr std::size_t kMaxKnown = 16'384;

// Kinds of labels begin with different letters, and no label holds the
// separator.
void Compose(char kind, std::initializer_list<std::string_view> parts,
             std::string* key) {
  key->assign(1, kind);
  for (const std::string_view part : parts) {
    key->append(part);
    key->push_back('\x1f');
  }
}

void Compose(const DeliveryLabels& labels, std::string* key) {
  Compose(labels.is_replayed ? 'r' : 'd',
          {labels.route, labels.channel, labels.country, labels.outcome,
           labels.scope, labels.reason_code},
          key);
}

void Compose(const AttemptLabels& labels, std::string* key) {
  Compose('a',
          {labels.provider, labels.channel, labels.country, labels.outcome,
           labels.scope, labels.reason_code},
          key);
}

double Seconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

template <typename Labels>
const LaneMetrics::Series& LaneMetrics::Find(const Labels& labels) {
  Compose(labels, &key_);
  const auto found = known_.find(key_);
  if (found != known_.end()) return found->second;
  if (known_.size() == kMaxKnown) known_.clear();
  const auto series = metrics_.SeriesOf(labels);
  return known_[key_] = {series.count, series.duration};
}

void LaneMetrics::CountDelivery(const DeliveryLabels& labels,
                                std::chrono::nanoseconds duration) {
  const Series& series = Find(labels);
  series.count->Increment();
  if (series.duration != nullptr) series.duration->Observe(Seconds(duration));
}

void LaneMetrics::CountAttempt(const AttemptLabels& labels,
                               std::chrono::nanoseconds duration) {
  const Series& series = Find(labels);
  series.count->Increment();
  series.duration->Observe(Seconds(duration));
}

// Refusals are rare, or else the point: they need no short cut.
void LaneMetrics::CountRefusal(const RefusalLabels& labels) {
  metrics_.SeriesOf(labels)->Increment();
}

}  // namespace herald
