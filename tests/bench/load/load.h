// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "herald/v1/notification_service.pb.h"

namespace herald::bench {

// What to put on a server.
struct Load {
  std::string target;  // HOST:PORT, without TLS
  v1::DeliverNotificationRequest request;

  // At most this many calls run at once, spread over the threads. In a closed
  // loop it is always this many.
  int in_flight = 64;
  int threads = 1;  // Each has a connection of its own.

  // Calls a second of an open loop, evenly spaced; 0 makes a closed loop. A
  // call that cannot begin when it is due counts as begun then all the same, so
  // that a server that stalls does not hide its latency.
  double rate = 0;

  // How many calls to make; 0: as many as fit in `time`.
  std::int64_t calls = 0;
  absl::Duration time = absl::Seconds(5);

  // Calls at the beginning whose latency does not count, or for how long.
  std::int64_t warm_up_calls = 0;
  absl::Duration warm_up = absl::ZeroDuration();

  // Whether each call's label `number` is its own, counted from 0, and the last
  // four digits of its phone number are that number's.
  bool is_numbered = false;
};

// What came of it.
struct LoadResult {
  std::int64_t calls = 0;  // All that ended, warm-up included.

  // By the outcome's name without its prefix, or `RPC `, the status code and
  // its message.
  std::map<std::string, std::int64_t> outcomes;

  // From the first measured call's begin to the last one's end.
  absl::Duration time = absl::ZeroDuration();

  // Of the measured calls, in microseconds, ascending.
  std::vector<std::uint32_t> latencies;
};

// Blocks until the last call has ended.
LoadResult Run(const Load& load);

}  // namespace herald::bench
