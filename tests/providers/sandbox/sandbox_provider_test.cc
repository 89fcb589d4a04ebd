// SPDX-License-Identifier: Apache-2.0
#include "providers/sandbox/sandbox_provider.h"

#include <utility>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "providers/describe.h"

namespace herald {
namespace {

using std::chrono::milliseconds;

class SandboxProviderTest : public testing::Test {
 protected:
  v1::Attempt Deliver(const std::string& address,
                      milliseconds time = std::chrono::minutes(1)) {
    v1::Notification notification;
    notification.mutable_email()->set_to(address);
    const AttemptContext context{.request_id = "order-1",
                                 .deadline = clock_.Now() + time};
    return Await(provider_->Deliver(notification, context));
  }

  FakeClock clock_;
  RecordedNotifications recorded_{3};
  FieldViolations violations_;
  std::unique_ptr<Provider> provider_ =
      MakeSandboxProvider({}, recorded_, clock_, violations_);
};

TEST_F(SandboxProviderTest, AnswersAsTheRecipientAsks) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"ada@example.com", "DELIVERED sandbox-1"},
      {"drop-content@sandbox.test", "DROPPED CONTENT SANDBOX_DROPPED"},
      {"retry-provider@sandbox.test", "RETRY PROVIDER SANDBOX_RETRY"},
      {"retry-provider-after-30s@sandbox.test",
       "RETRY PROVIDER SANDBOX_RETRY after 30s"},
      {"possibly-sent-transport@sandbox.test",
       "RETRY TRANSPORT SANDBOX_POSSIBLY_SENT possibly sent"},
      {"delivered@sandbox.test", "DELIVERED sandbox-6"},
      {"delay-5ms@sandbox.test", "DELIVERED sandbox-7"},
      {"delay-5ms-drop-policy@sandbox.test", "DROPPED POLICY SANDBOX_DROPPED"},
  };
  for (const auto& [address, expected] : rows) {
    EXPECT_EQ(Describe(Deliver(address)), expected) << address;
  }
}

TEST_F(SandboxProviderTest, SaysWhyInWords) {
  EXPECT_EQ(Deliver("drop-content@sandbox.test").reason(),
            "the sandbox was asked for this, with scope content");
}

TEST_F(SandboxProviderTest, TakesAsLongAsTheRecipientAsks) {
  const auto begin = std::chrono::steady_clock::now();
  Deliver("delay-50ms@sandbox.test");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(50));
}

TEST_F(SandboxProviderTest, LeavesItOpenWhenTheDeadlineComesFirst) {
  for (const std::string address :
       {"stall@sandbox.test", "delay-1h@sandbox.test",
        "delay-1h-drop-content@sandbox.test"}) {
    EXPECT_EQ(Describe(Deliver(address, milliseconds(5))),
              "RETRY DEADLINE SANDBOX_STALLED possibly sent");
  }
}

TEST_F(SandboxProviderTest, RecordsWhatItIsGivenWhateverItAnswers) {
  Deliver("drop-content@sandbox.test");
  Deliver("ada@example.com");
  const auto listed = recorded_.List(10, "");
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].notification().email().to(), "ada@example.com");
  EXPECT_EQ(listed[0].request_id(), "order-1");
  EXPECT_EQ(listed[0].receive_time().seconds(), 1'800'000'000);
}

TEST_F(SandboxProviderTest, CountsTheIdsOfAllThatShareTheRecord) {
  const auto other = MakeSandboxProvider({}, recorded_, clock_, violations_);
  Deliver("ada@example.com");
  provider_ = MakeSandboxProvider({}, recorded_, clock_, violations_);
  EXPECT_EQ(Describe(Deliver("ada@example.com")), "DELIVERED sandbox-2");
}

TEST_F(SandboxProviderTest, CarriesEverything) {
  v1::Notification notification;
  EXPECT_TRUE(provider_->CanCarry(notification).ok());
  EXPECT_FALSE(provider_->Prepare(notification, {.deadline = clock_.Now()})
                   .refusal.has_value());
}

TEST(SandboxProvider, BoundsItsCapacity) {
  FakeClock clock;
  RecordedNotifications recorded(1);
  v1::SandboxProvider config;
  EXPECT_EQ(SandboxCapacity(config), 100u);
  for (const int capacity : {-1, 10'001}) {
    FieldViolations violations;
    config.set_capacity(capacity);
    EXPECT_EQ(MakeSandboxProvider(config, recorded, clock, violations),
              nullptr);
    EXPECT_EQ(Describe(violations), "capacity: must be 1 to 10000\n");
  }
  FieldViolations violations;
  config.set_capacity(10'000);
  EXPECT_EQ(SandboxCapacity(config), 10'000u);
  EXPECT_NE(MakeSandboxProvider(config, recorded, clock, violations), nullptr);
}

}  // namespace
}  // namespace herald
