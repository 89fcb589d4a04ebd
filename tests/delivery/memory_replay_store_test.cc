// SPDX-License-Identifier: Apache-2.0
#include "delivery/memory_replay_store.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>

#include "fakes/await.h"
#include "fakes/fake_clock.h"

namespace herald {
namespace {

using Response = v1::DeliverNotificationResponse;
using ClaimPointer = std::unique_ptr<ReplayClaim>;
using std::chrono::hours;

const Digest kFingerprint{1, 2};
const Digest kOther{1, 3};

Response SomeResponse(v1::Outcome outcome) {
  Response response;
  response.set_outcome(outcome);
  response.set_provider("mail");
  response.add_attempts()->set_provider("sms");
  response.add_attempts()->set_provider("mail");
  return response;
}

class MemoryReplayStoreTest : public testing::Test {
 protected:
  ClaimAnswer Claim(const std::string& id,
                    const Digest& fingerprint = kFingerprint) {
    const Deadline past = std::chrono::steady_clock::now() - hours(1);
    return Await(store_.Claim(id, fingerprint, past));
  }
  ClaimAnswer Look(const std::string& id,
                   const Digest& fingerprint = kFingerprint) {
    return Await(store_.Look(id, fingerprint));
  }

  // Carries a delivery out, which has to be due.
  void Deliver(const std::string& id, Response response) {
    ClaimAnswer answer = Claim(id);
    ASSERT_TRUE(std::holds_alternative<ClaimPointer>(answer));
    Await(SettleInto(*std::get<ClaimPointer>(answer), std::move(response)));
  }
  static boost::asio::awaitable<bool> SettleInto(ReplayClaim& claim,
                                                 Response response) {
    co_await claim.Settle(response);
    co_return true;
  }

  FakeClock clock_;
  MemoryReplayStore store_{{.retention = hours(24), .max_answers = 100},
                           clock_};
};

TEST_F(MemoryReplayStoreTest, ReplaysTheAnswerWithTheAttemptsMadeThen) {
  for (const v1::Outcome outcome :
       {v1::OUTCOME_DELIVERED, v1::OUTCOME_DROPPED}) {
    const std::string id = v1::Outcome_Name(outcome);
    Deliver(id, SomeResponse(outcome));
    Response expected = SomeResponse(outcome);
    expected.set_replayed(true);
    for (ClaimAnswer& answer : std::array{Claim(id), Claim(id), Look(id)}) {
      ASSERT_TRUE(std::holds_alternative<Response>(answer));
      EXPECT_EQ(std::get<Response>(answer).ShortDebugString(),
                expected.ShortDebugString());
    }
  }
}

TEST_F(MemoryReplayStoreTest, CarriesOutAgainWhatIsSafeToRepeat) {
  Deliver("order-1", SomeResponse(v1::OUTCOME_RETRY));
  Deliver("order-1", SomeResponse(v1::OUTCOME_RETRY));
  EXPECT_EQ(store_.size(), 0u);

  Response possibly_sent = SomeResponse(v1::OUTCOME_RETRY);
  possibly_sent.set_possibly_sent(true);
  Deliver("order-1", possibly_sent);
  EXPECT_TRUE(std::holds_alternative<Response>(Claim("order-1")));
}

TEST_F(MemoryReplayStoreTest, CarriesOutAgainWhatWasNotSettled) {
  EXPECT_NE(std::get<ClaimPointer>(Claim("order-1")), nullptr);
  EXPECT_NE(std::get<ClaimPointer>(Claim("order-1")), nullptr);
}

TEST_F(MemoryReplayStoreTest, RefusesAnIdOfAnotherNotification) {
  {
    const ClaimAnswer claim = Claim("order-1");
    EXPECT_TRUE(
        std::holds_alternative<RequestIdTaken>(Claim("order-1", kOther)));
    EXPECT_TRUE(
        std::holds_alternative<RequestIdTaken>(Look("order-1", kOther)));
  }
  Deliver("order-1", SomeResponse(v1::OUTCOME_DELIVERED));
  EXPECT_TRUE(std::holds_alternative<RequestIdTaken>(Claim("order-1", kOther)));
  EXPECT_TRUE(std::holds_alternative<RequestIdTaken>(Look("order-1", kOther)));
  EXPECT_TRUE(std::holds_alternative<ClaimPointer>(Claim("order-2", kOther)));
}

TEST_F(MemoryReplayStoreTest, LooksWithoutClaiming) {
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(std::get<ClaimPointer>(Look("order-1")), nullptr);
  const ClaimAnswer claim = Claim("order-1");
  EXPECT_NE(std::get<ClaimPointer>(claim), nullptr);
  EXPECT_TRUE(std::holds_alternative<StillUnderWay>(Look("order-1")));
}

TEST_F(MemoryReplayStoreTest, ForgetsAfterTheRetention) {
  Deliver("order-1", SomeResponse(v1::OUTCOME_DELIVERED));
  clock_.Advance(hours(24) - std::chrono::nanoseconds(1));
  EXPECT_TRUE(std::holds_alternative<Response>(Claim("order-1")));
  clock_.Advance(std::chrono::nanoseconds(1));
  Deliver("order-1", SomeResponse(v1::OUTCOME_DROPPED));
  EXPECT_EQ(std::get<Response>(Claim("order-1")).outcome(),
            v1::OUTCOME_DROPPED);
  EXPECT_EQ(store_.size(), 1u);
  EXPECT_EQ(store_.forgotten_early(), 0u);
}

TEST_F(MemoryReplayStoreTest,
       ForgetsTheOldestBeyondItsBoundButNothingUnderWay) {
  const ClaimAnswer first = Claim("first");
  for (int i = 0; i < 103; ++i)
    Deliver(std::to_string(i), SomeResponse(v1::OUTCOME_DELIVERED));
  EXPECT_EQ(store_.size(), 100u);
  EXPECT_EQ(store_.forgotten_early(), 3u);
  EXPECT_TRUE(std::holds_alternative<StillUnderWay>(Claim("first")));
  EXPECT_TRUE(std::holds_alternative<ClaimPointer>(Claim("2")));
  EXPECT_TRUE(std::holds_alternative<Response>(Claim("3")));
}

TEST_F(MemoryReplayStoreTest, KeepsWhatItRemembersWhenItsBoundsChange) {
  Deliver("order-1", SomeResponse(v1::OUTCOME_DELIVERED));
  store_.SetBounds({.retention = hours(48), .max_answers = 1000});
  clock_.Advance(hours(47));
  EXPECT_TRUE(std::holds_alternative<Response>(Claim("order-1")));
  store_.SetBounds({.retention = hours(1), .max_answers = 1000});
  EXPECT_TRUE(std::holds_alternative<ClaimPointer>(Claim("order-1")));
}

TEST(ReplayBounds, ShareTheEntriesAmongTheStores) {
  v1::Idempotency settings;
  EXPECT_EQ(ReplayBoundsOf(settings, 1).max_answers, 500'000u);
  EXPECT_EQ(ReplayBoundsOf(settings, 4).max_answers, 125'000u);
  EXPECT_EQ(ReplayBoundsOf(settings, 4).retention, hours(24));
  settings.set_max_entries(1000);
  settings.mutable_retention()->set_seconds(60);
  EXPECT_EQ(ReplayBoundsOf(settings, 256).max_answers, 3u);
  EXPECT_EQ(ReplayBoundsOf(settings, 256).retention, std::chrono::seconds(60));
}

}  // namespace
}  // namespace herald
