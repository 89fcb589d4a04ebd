// SPDX-License-Identifier: Apache-2.0
#include "delivery/replay_store.h"

namespace herald {

bool IsRemembered(const v1::DeliverNotificationResponse& response) {
  return response.outcome() == v1::OUTCOME_DELIVERED ||
         response.outcome() == v1::OUTCOME_DROPPED || response.possibly_sent();
}

}  // namespace herald
