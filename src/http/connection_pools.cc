// SPDX-License-Identifier: Apache-2.0
#include "http/connection_pools.h"

#include <algorithm>

namespace herald {

ConnectionPools::ConnectionPools(const HttpClientOptions& options,
                                 AlarmClock& clock)
    : options_(options), clock_(clock) {}

ConnectionPool* ConnectionPools::Find(const HttpOrigin& origin) {
  const auto found = pools_.find(origin);
  if (found != pools_.end()) return found->second.get();
  if (pools_.size() >= options_.max_origins) {
    const auto unused =
        std::find_if(pools_.begin(), pools_.end(),
                     [](const auto& pool) { return pool.second->is_unused(); });
    if (unused == pools_.end()) return nullptr;
    pools_.erase(unused);
  }
  auto pool = std::make_unique<ConnectionPool>(options_, clock_);
  if (is_closed_) pool->Close();
  return pools_.emplace(origin, std::move(pool)).first->second.get();
}

void ConnectionPools::Close() {
  is_closed_ = true;
  for (auto& [origin, pool] : pools_) pool->Close();
}

ConnectionCounts ConnectionPools::Counts() const {
  ConnectionCounts counts;
  counts.origins = pools_.size();
  for (const auto& [origin, pool] : pools_) {
    counts.open += pool->open();
    counts.idle += pool->idle();
    counts.waiting += pool->waiting();
  }
  return counts;
}

}  // namespace herald
