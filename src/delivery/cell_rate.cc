// SPDX-License-Identifier: Apache-2.0
#include "delivery/cell_rate.h"

#include <algorithm>

namespace herald {
namespace {

std::int64_t Full(const Limit& limit, std::int64_t now) {
  return now + limit.interval.count() * limit.burst;
}

// A limit that was stricter before must not bind longer than it does now.
std::int64_t Clamp(const Limit& limit, std::int64_t time, std::int64_t now) {
  return std::clamp(time, now, Full(limit, now));
}

}  // namespace

CellTaking TakeCell(const Limit& limit, std::int64_t time, std::int64_t now) {
  const std::int64_t next = Clamp(limit, time, now) + limit.interval.count();
  const std::int64_t excess = next - Full(limit, now);
  if (excess > 0) return {.time = time, .retry_after = excess};
  return {.time = next};
}

std::int64_t GiveCellBack(const Limit& limit, std::int64_t time) {
  return std::max<std::int64_t>(time - limit.interval.count(), 1);
}

LimitState CellState(const Limit& limit, std::int64_t time, std::int64_t now) {
  const std::int64_t left = Full(limit, now) - Clamp(limit, time, now);
  LimitState state{.remaining = left / limit.interval.count()};
  if (state.remaining == 0)
    state.retry_after = limit.interval - std::chrono::nanoseconds(left);
  return state;
}

}  // namespace herald
