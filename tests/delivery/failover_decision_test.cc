// SPDX-License-Identifier: Apache-2.0
// What follows an attempt, for every outcome, scope and possibly_sent.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "delivery/engine_fixture.h"

namespace herald {
namespace {

struct Decision {
  v1::Scope scope;
  bool possibly_sent;

  // Whether the next provider is asked.
  bool fails_over;

  // Whether the same one is asked again after RETRY, if its policy says so.
  bool is_retried;
};

constexpr Decision kDecisions[] = {
    {v1::SCOPE_UNSPECIFIED, false, false, false},
    {v1::SCOPE_UNSPECIFIED, true, false, false},
    {v1::SCOPE_RECIPIENT, false, false, false},
    {v1::SCOPE_RECIPIENT, true, false, false},
    {v1::SCOPE_CONTENT, false, false, false},
    {v1::SCOPE_CONTENT, true, false, false},
    {v1::SCOPE_ACCOUNT, false, true, false},
    {v1::SCOPE_ACCOUNT, true, false, false},
    {v1::SCOPE_PROVIDER, false, true, true},
    {v1::SCOPE_PROVIDER, true, false, false},
    {v1::SCOPE_TRANSPORT, false, true, true},
    {v1::SCOPE_TRANSPORT, true, false, false},
    {v1::SCOPE_POLICY, false, false, false},
    {v1::SCOPE_POLICY, true, false, false},
    // No connection within the attempt's share: as if it could not be reached.
    {v1::SCOPE_DEADLINE, false, true, true},
    {v1::SCOPE_DEADLINE, true, false, false},
};

v1::Attempt Failed(const Decision& decision, v1::Outcome outcome) {
  v1::Attempt attempt;
  attempt.set_outcome(outcome);
  attempt.set_scope(decision.scope);
  attempt.set_possibly_sent(decision.possibly_sent);
  attempt.set_reason_code("FAILED");
  return attempt;
}

class FailoverDecisionTest : public EngineFixture {
 protected:
  FailoverDecisionTest() { AddRoute("main", "", {"first", "second"}); }

  // How often both are asked when the first fails like this.
  std::string Asked(const v1::Attempt& failure) {
    first().notifications.clear();
    second().notifications.clear();
    first().answers.assign(5, failure);
    const absl::StatusOr<Response> response = Deliver();
    EXPECT_TRUE(response.ok()) << response.status();
    return std::to_string(first().notifications.size()) + " and " +
           std::to_string(second().notifications.size());
  }

  void DisableBreaker(int provider) {
    configuration_.mutable_providers(provider)
        ->mutable_circuit_breaker()
        ->set_disabled(true);
  }
};

TEST(FailoverDecision, IsKnownForEveryScope) {
  for (int scope = v1::Scope_MIN; scope <= v1::Scope_MAX; ++scope) {
    for (const bool possibly_sent : {false, true}) {
      const auto decisions =
          std::count_if(std::begin(kDecisions), std::end(kDecisions),
                        [&](const Decision& decision) {
                          return decision.scope == scope &&
                                 decision.possibly_sent == possibly_sent;
                        });
      EXPECT_EQ(decisions, 1) << v1::Scope_Name(scope);
    }
  }
}

TEST_F(FailoverDecisionTest, AsksTheNextProviderOnlyWhereThatIsSafeAndUseful) {
  DisableBreaker(0);
  for (const Decision& decision : kDecisions) {
    for (const v1::Outcome outcome : {v1::OUTCOME_RETRY, v1::OUTCOME_DROPPED}) {
      const v1::Attempt failure = Failed(decision, outcome);
      EXPECT_EQ(Asked(failure), decision.fails_over ? "1 and 1" : "1 and 0")
          << failure.ShortDebugString();
    }
  }
}

TEST_F(FailoverDecisionTest, AsksTheSameProviderAgainOnlyWhereTimeHeals) {
  DisableBreaker(0);
  configuration_.mutable_providers(0)->mutable_retry()->set_max_retries(2);
  for (const Decision& decision : kDecisions) {
    call_.deadline = clock_.Now() + std::chrono::minutes(1);
    const v1::Attempt retry = Failed(decision, v1::OUTCOME_RETRY);
    EXPECT_EQ(Asked(retry), decision.is_retried   ? "3 and 1"
                            : decision.fails_over ? "1 and 1"
                                                  : "1 and 0")
        << retry.ShortDebugString();
    const v1::Attempt dropped = Failed(decision, v1::OUTCOME_DROPPED);
    EXPECT_EQ(Asked(dropped), decision.fails_over ? "1 and 1" : "1 and 0")
        << dropped.ShortDebugString();
  }
}

TEST_F(FailoverDecisionTest, EndsWithSuccessWhateverElseIsReported) {
  for (const Decision& decision : kDecisions) {
    EXPECT_EQ(Asked(Failed(decision, v1::OUTCOME_DELIVERED)), "1 and 0");
  }
}

}  // namespace
}  // namespace herald
