// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <prometheus/metric_family.h>

#include <cstdint>
#include <vector>

#include "telemetry/process_figures.h"
#include "telemetry/readings.h"

namespace herald {

// What is read at the time of a scrape, as Prometheus knows it. Pure functions.
std::vector<prometheus::MetricFamily> FamiliesOf(const Readings& readings);
std::vector<prometheus::MetricFamily> FamiliesOf(const ProcessFigures& figures);

// The log lines that were dropped since the process began.
prometheus::MetricFamily FamilyOfDroppedLines(std::int64_t lines);

}  // namespace herald
