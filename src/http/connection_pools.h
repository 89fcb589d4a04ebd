// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>

#include "http/alarm.h"
#include "http/beast_http_client.h"
#include "http/connection_pool.h"
#include "http/http_client.h"
#include "http/http_client_options.h"

namespace herald {

// The pools of one client, by origin, at most `max_origins`. Belongs to one I/O
// thread.
class ConnectionPools {
 public:
  // The arguments must outlive the pools.
  ConnectionPools(const HttpClientOptions& options, AlarmClock& clock);

  // The origin's pool, made if need be in the place of one that is unused; null
  // if all are in use. Good until the next call unless it is in use by then.
  ConnectionPool* Find(const HttpOrigin& origin);

  // Closes all pools, and those to come.
  void Close();

  ConnectionCounts Counts() const;

 private:
  const HttpClientOptions& options_;
  AlarmClock& clock_;
  std::map<HttpOrigin, std::unique_ptr<ConnectionPool>> pools_;
  bool is_closed_ = false;
};

}  // namespace herald
