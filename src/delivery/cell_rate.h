// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "delivery/limit_store.h"

namespace herald {

// The generic cell rate algorithm: all that is remembered is the time at which
// the limit will be unused again if nothing more is taken. Times are in
// nanoseconds, positive, on one steady clock; one that is past, or 0, means
// that all of the burst is there. All are pure functions.

// What became of an attempt to take one.
struct CellTaking {
  // The time to remember from now on.
  std::int64_t time = 0;

  // More than 0 if it was refused, and `time` is as before.
  std::int64_t retry_after = 0;
};

CellTaking TakeCell(const Limit& limit, std::int64_t time, std::int64_t now);

// The time to remember once one was given back.
std::int64_t GiveCellBack(const Limit& limit, std::int64_t time);

LimitState CellState(const Limit& limit, std::int64_t time, std::int64_t now);

}  // namespace herald
