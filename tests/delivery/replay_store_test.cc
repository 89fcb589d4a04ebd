// SPDX-License-Identifier: Apache-2.0
#include "delivery/replay_store.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

TEST(ReplayStore, RemembersAllButWhatIsSafeToRepeat) {
  const struct {
    v1::Outcome outcome;
    bool possibly_sent;
    bool is_remembered;
  } cases[] = {
      {v1::OUTCOME_DELIVERED, false, true}, {v1::OUTCOME_DROPPED, false, true},
      {v1::OUTCOME_DROPPED, true, true},    {v1::OUTCOME_RETRY, false, false},
      {v1::OUTCOME_RETRY, true, true},
  };
  for (const auto& [outcome, possibly_sent, is_remembered] : cases) {
    v1::DeliverNotificationResponse response;
    response.set_outcome(outcome);
    response.set_possibly_sent(possibly_sent);
    EXPECT_EQ(IsRemembered(response), is_remembered)
        << response.ShortDebugString();
  }
}

}  // namespace
}  // namespace herald
