// SPDX-License-Identifier: Apache-2.0
// Repeats that come while the first delivery is under way.
#include "delivery/delivery_under_way.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <optional>
#include <string>

#include "delivery/memory_replay_store.h"
#include "fakes/fake_clock.h"

namespace herald {
namespace {

using Response = v1::DeliverNotificationResponse;
using ClaimPointer = std::unique_ptr<ReplayClaim>;
using std::chrono::hours;
using std::chrono::milliseconds;

boost::asio::awaitable<void> Claim(MemoryReplayStore& store, Deadline deadline,
                                   std::optional<ClaimAnswer>& to) {
  const Digest fingerprint;
  const std::string id = "order-1";
  to = co_await store.Claim(id, fingerprint, deadline);
}

class DeliveryUnderWayTest : public testing::Test {
 protected:
  static boost::asio::awaitable<void> SettleClaim(ReplayClaim& claim,
                                                  const Response& response) {
    co_await claim.Settle(response);
  }

  // Lets a repeat ask, and returns where its answer will be.
  std::optional<ClaimAnswer>& Ask(Deadline deadline) {
    std::optional<ClaimAnswer>& answer = answers_.emplace_back();
    boost::asio::co_spawn(context_, Claim(store_, deadline, answer),
                          boost::asio::detached);
    Run();
    return answer;
  }
  std::optional<ClaimAnswer>& Ask() {
    return Ask(std::chrono::steady_clock::now() + hours(1));
  }

  // Ends the claim that `answer` holds.
  void Settle(std::optional<ClaimAnswer>& answer, v1::Outcome outcome) {
    Response response;
    response.set_outcome(outcome);
    boost::asio::co_spawn(
        context_, SettleClaim(*std::get<ClaimPointer>(*answer), response),
        boost::asio::detached);
    Run();
    answer.reset();
    Run();
  }

  // All that is ready.
  void Run() {
    context_.restart();
    context_.poll();
  }

  static bool IsClaim(const std::optional<ClaimAnswer>& answer) {
    return answer.has_value() && std::holds_alternative<ClaimPointer>(*answer);
  }
  static bool IsDelivered(const std::optional<ClaimAnswer>& answer) {
    return answer.has_value() && std::holds_alternative<Response>(*answer) &&
           std::get<Response>(*answer).outcome() == v1::OUTCOME_DELIVERED &&
           std::get<Response>(*answer).replayed();
  }

  FakeClock clock_;
  MemoryReplayStore store_{{.retention = hours(24), .max_answers = 100},
                           clock_};
  std::deque<std::optional<ClaimAnswer>> answers_;
  boost::asio::io_context context_{1};
};

TEST_F(DeliveryUnderWayTest, IsAnsweredToAllThatWait) {
  auto& first = Ask();
  ASSERT_TRUE(IsClaim(first));
  auto& second = Ask();
  auto& third = Ask();
  EXPECT_FALSE(second.has_value());
  Settle(first, v1::OUTCOME_DELIVERED);
  EXPECT_TRUE(IsDelivered(second));
  EXPECT_TRUE(IsDelivered(third));
}

TEST_F(DeliveryUnderWayTest, GoesToOneThatWaitsIfNothingIsToBeRemembered) {
  auto& first = Ask();
  auto& second = Ask();
  auto& third = Ask();
  auto& fourth = Ask();
  Settle(first, v1::OUTCOME_RETRY);
  EXPECT_TRUE(IsClaim(second)) << "which has waited longest";
  EXPECT_FALSE(third.has_value());
  EXPECT_FALSE(fourth.has_value());

  second.reset();  // An error, so that nothing is settled.
  Run();
  EXPECT_TRUE(IsClaim(third));
  EXPECT_FALSE(fourth.has_value());
  Settle(third, v1::OUTCOME_DELIVERED);
  EXPECT_TRUE(IsDelivered(fourth));
  EXPECT_TRUE(IsDelivered(Ask()));
}

TEST_F(DeliveryUnderWayTest, IsWaitedForUntilTheDeadline) {
  auto& first = Ask();
  auto& second = Ask(std::chrono::steady_clock::now() + milliseconds(2));
  auto& third = Ask();
  while (!second.has_value()) context_.run_one();
  EXPECT_TRUE(std::holds_alternative<StillUnderWay>(*second));
  EXPECT_FALSE(third.has_value());

  Settle(first, v1::OUTCOME_RETRY);
  EXPECT_TRUE(IsClaim(third)) << "not the one that has gone";
}

TEST_F(DeliveryUnderWayTest, MayComeToAWaiterJustAfterItsDeadline) {
  auto& first = Ask();
  std::optional<ClaimAnswer>& second = answers_.emplace_back();
  std::optional<ClaimAnswer>& third = answers_.emplace_back();
  const Deadline past = std::chrono::steady_clock::now() - hours(1);
  for (std::optional<ClaimAnswer>* answer : {&second, &third}) {
    boost::asio::co_spawn(context_, Claim(store_, past, *answer),
                          boost::asio::detached);
  }
  // Both timers end at once, but one waiter wakes before the other.
  context_.restart();
  while (!second.has_value()) context_.run_one();
  ASSERT_FALSE(third.has_value());
  first.reset();
  Run();
  ASSERT_TRUE(IsClaim(third));
  third.reset();
  EXPECT_TRUE(IsClaim(Ask()));
}

TEST_F(DeliveryUnderWayTest, ReachesTenThousandThatWait) {
  auto& first = Ask();
  for (int i = 1; i < 10'000; ++i) Ask();
  Settle(first, v1::OUTCOME_RETRY);
  ASSERT_TRUE(IsClaim(answers_[1]));
  Settle(answers_[1], v1::OUTCOME_DELIVERED);
  int delivered = 0;
  for (const auto& answer : answers_) delivered += IsDelivered(answer);
  EXPECT_EQ(delivered, 9'998);
}

TEST(DeliveryUnderWay, EndsWithTheContextOfThoseThatWait) {
  FakeClock clock;
  const ReplayBounds bounds{.retention = hours(24), .max_answers = 100};
  MemoryReplayStore store(bounds, clock);
  std::deque<std::optional<ClaimAnswer>> answers(5);
  boost::asio::io_context context(1);
  for (std::optional<ClaimAnswer>& answer : answers) {
    boost::asio::co_spawn(
        context,
        Claim(store, std::chrono::steady_clock::now() + hours(1), answer),
        boost::asio::detached);
  }
  context.poll();
  answers[0].reset();  // Hands the claim to the second, which never wakes.
}

}  // namespace
}  // namespace herald
