// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace herald {

// What tells the counts of deliveries apart. All labels are words in lower case
// without the name of their enum, names of the configuration, countries of two
// letters, or reason codes. Labels that do not apply are empty.
struct DeliveryLabels {
  std::string_view route;
  std::string_view channel;
  std::string_view country;
  std::string_view outcome;
  std::string_view scope;
  std::string_view reason_code;
  bool is_replayed = false;
};

// What tells the counts of attempts apart; as DeliveryLabels.
struct AttemptLabels {
  std::string_view provider;
  std::string_view channel;
  std::string_view country;
  std::string_view outcome;
  std::string_view scope;
  std::string_view reason_code;
};

// What tells the counts of the guard's refusals apart. `limit` is empty if a
// rule about recipients refused.
struct RefusalLabels {
  std::string_view reason_code;
  std::string_view limit;
  bool is_dry_run = false;
};

// Where a delivery is counted. Replays have no duration: nothing was done.
struct DeliverySeries {
  prometheus::Counter* count = nullptr;
  prometheus::Histogram* duration = nullptr;
};

// Where an attempt is counted.
struct AttemptSeries {
  prometheus::Counter* count = nullptr;
  prometheus::Histogram* duration = nullptr;
};

}  // namespace herald
