// SPDX-License-Identifier: Apache-2.0
#include "telemetry/metric_families.h"

#include <utility>

#include <string>

namespace herald {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Families = std::vector<MetricFamily>;

ClientMetric Metric(MetricType type, double value,
                    std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) =
      value;
  return metric;
}

void Add(MetricType type, const char* name, const char* help,
         std::optional<double> value, Families& families) {
  if (!value) return;
  families.push_back({name, help, type, {Metric(type, *value)}});
}

void Add(MetricType type, const char* name, const char* help,
         std::int64_t value, Families& families) {
  families.push_back(
      {name, help, type, {Metric(type, static_cast<double>(value))}});
}

MetricFamily Connections(const Readings& readings) {
  const auto metric = [](const char* state, std::int64_t count) {
    return Metric(MetricType::Gauge, static_cast<double>(count),
                  {{"state", state}});
  };
  return {"herald_http_connections",
          "Connections to providers, by whether a request is under way.",
          MetricType::Gauge,
          {metric("active", readings.connections_active),
           metric("idle", readings.connections_idle)}};
}

MetricFamily Circuits(const Readings& readings) {
  MetricFamily family = {"herald_circuit_state",
                         "Circuit breakers: 0 is closed, 1 half open, 2 open.",
                         MetricType::Gauge,
                         {}};
  for (const Readings::Circuit& circuit : readings.circuits) {
    family.metric.push_back(Metric(MetricType::Gauge,
                                   static_cast<double>(circuit.state),
                                   {{"provider", circuit.provider}}));
  }
  return family;
}

}  // namespace

Families FamiliesOf(const Readings& readings) {
  Families families;
  const auto gauge = [&](const char* name, const char* help, std::int64_t v) {
    Add(MetricType::Gauge, name, help, v, families);
  };
  const auto counter = [&](const char* name, const char* help, std::int64_t v) {
    Add(MetricType::Counter, name, help, v, families);
  };
  gauge("herald_deliveries_in_flight",
        "Calls under way, with those whose callers went away.",
        readings.deliveries_in_flight);
  families.push_back(Connections(readings));
  gauge("herald_http_attempts_waiting",
        "Attempts that wait for a connection to their provider.",
        readings.attempts_waiting);
  families.push_back(Circuits(readings));
  gauge("herald_remembered_deliveries",
        "Answers kept for repeats with the same request id.",
        readings.remembered_deliveries);
  counter("herald_deliveries_forgotten_early_total",
          "Answers that left before their time, for lack of room.",
          readings.deliveries_forgotten_early);
  gauge("herald_limit_counters", "Counters of limits that are in use.",
        readings.limit_counters);
  counter("herald_limit_counters_evicted_total",
          "Counters of limits that left before their time, for lack of room.",
          readings.limit_counters_evicted);
  return families;
}

MetricFamily FamilyOfDroppedLines(std::int64_t lines) {
  return {"herald_log_lines_dropped_total",
          "Log lines that nobody read in time, or that could not be written.",
          MetricType::Counter,
          {Metric(MetricType::Counter, static_cast<double>(lines))}};
}

Families FamiliesOf(const ProcessFigures& figures) {
  Families families;
  const auto gauge = [&](const char* name, const char* help,
                         std::optional<double> value) {
    Add(MetricType::Gauge, name, help, value, families);
  };
  Add(MetricType::Counter, "process_cpu_seconds_total",
      "User and system CPU time in seconds.", figures.cpu_seconds, families);
  gauge("process_start_time_seconds",
        "When the process started, in seconds since 1970.",
        figures.start_time_seconds);
  gauge("process_resident_memory_bytes", "Resident memory in bytes.",
        figures.resident_memory_bytes);
  gauge("process_virtual_memory_bytes", "Virtual memory in bytes.",
        figures.virtual_memory_bytes);
  gauge("process_open_fds", "Open file descriptors.", figures.open_fds);
  gauge("process_max_fds", "The limit on open file descriptors.",
        figures.max_fds);
  return families;
}

}  // namespace herald
