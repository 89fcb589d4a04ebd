// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/remote_provider.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <mutex>
#include <thread>

#include "fakes/temporary_file.h"
#include "providers/remote/remote_fixture.h"

namespace herald {
namespace {

TEST_F(RemoteTest, PassesEverythingThatAHandlerMayKnow) {
  std::mutex mutex;
  v1::HandleNotificationRequest seen;
  std::string traceparent;
  FakeHandler handler([&](const auto& request, const auto& call) {
    const std::lock_guard lock(mutex);
    seen = request;
    const auto found = call.client_metadata().find("traceparent");
    traceparent = std::string(found->second.data(), found->second.size());
    return SaysDelivered("m-1");
  });
  auto config = FromText<v1::RemoteProvider>(
      "secrets { key: 'KEY' value { env: 'A' } }"
      "configuration { fields { key: 'n' value { number_value: 1 } } }");
  config.set_address(handler.address());
  v1::Secret secret;
  secret.set_env("A");
  secrets_.Put(secret, "s3cret");
  secret.set_env("B");
  secrets_.Put(secret, "of another");
  const auto provider = Make(config);
  ASSERT_NE(provider, nullptr) << Describe(violations_);
  EXPECT_EQ(Deliver(*provider), "DELIVERED m-1");
  const std::lock_guard lock(mutex);
  const std::int64_t left =
      seen.deadline_time().seconds() - absl::ToUnixSeconds(absl::Now());
  EXPECT_GE(left, 15);
  EXPECT_LE(left, 20);
  seen.clear_deadline_time();
  EXPECT_EQ(
      seen.ShortDebugString(),
      "notification { phone { recipient: \"+15550100\" as_text: \"Your code is "
      "123456\" } } provider: \"own\" configuration { fields { key: \"n\" "
      "value "
      "{ number_value: 1 } } } secrets { key: \"KEY\" value: \"s3cret\" } "
      "attempt: 2 request_id: \"order-1\" idempotency_key: \"key-1\"");
  EXPECT_EQ(traceparent, "00-11111111111111111111111111111111-22-01");
}

TEST_F(RemoteTest, SendsNothingToAHandlerThatIsNotThere) {
  const TemporaryFile no_socket("");
  const auto provider = Make("unix:" + no_socket.path() + ".sock");
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_EQ(attempt_.reason(),
            "the handler cannot be reached: no connection: No such file or "
            "directory");
}

TEST_F(RemoteTest, SendsNothingAfterTheDeadline) {
  FakeHandler handler([](const auto&, const auto&) -> HandlerAnswer {
    ADD_FAILURE() << "it was called";
    return {};
  });
  const auto provider = Make(handler.address());
  time_ = std::chrono::milliseconds(0);
  EXPECT_EQ(Deliver(*provider), "RETRY DEADLINE NO_TIME");
}

TEST_F(RemoteTest, ReachesAHandlerBehindAUnixSocket) {
  const TemporaryFile place("");
  FakeHandler handler(
      [](const auto&, const auto&) { return SaysDelivered("m-2"); },
      "unix:" + place.path() + ".sock");
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "DELIVERED m-2");
}

TEST_F(RemoteTest, CountsAHandlerWithoutHealthServiceAsHealthy) {
  FakeHandler handler(
      [](const auto&, const auto&) { return SaysDelivered("m-3"); },
      "127.0.0.1:0", grpc::InsecureServerCredentials(), false);
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "DELIVERED m-3");
}

TEST_F(RemoteTest, SendsNothingToAHandlerThatSaysItDoesNotServe) {
  FakeHandler handler([](const auto&, const auto&) -> HandlerAnswer {
    ADD_FAILURE() << "it was called";
    return {};
  });
  handler.SetServing(false);
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_EQ(attempt_.reason(),
            "the handler cannot be reached: it says that it does not serve");
}

TEST_F(RemoteTest, ComesBackToAHandlerThatServesAgain) {
  FakeHandler handler(
      [](const auto&, const auto&) { return SaysDelivered("m-4"); });
  handler.SetServing(false);
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  handler.SetServing(true);
  std::string said;
  const Deadline end = clock_.Now() + std::chrono::seconds(20);
  while (said != "DELIVERED m-4" && clock_.Now() < end) {
    said = Deliver(*provider);
  }
  EXPECT_EQ(said, "DELIVERED m-4");
}

TEST_F(RemoteTest, TakesACallThatAHandlerDiedInForPossiblySent) {
  FakeHandler* dying = nullptr;
  std::thread killer;
  FakeHandler handler([&](const auto&, const auto&) {
    killer = std::thread([&] { dying->Die(); });
    return HandlerAnswer{.is_never = true};
  });
  dying = &handler;
  const auto provider = Make(handler.address());
  EXPECT_THAT(Deliver(*provider), testing::EndsWith(" possibly sent"));
  EXPECT_EQ(attempt_.outcome(), v1::OUTCOME_RETRY);
  killer.join();
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
}

TEST_F(RemoteTest, GivesUpOnAHandlerThatNeverAnswers) {
  FakeHandler handler(
      [](const auto&, const auto&) { return HandlerAnswer{.is_never = true}; });
  const auto provider = Make(handler.address());
  time_ = std::chrono::milliseconds(300);
  EXPECT_EQ(Deliver(*provider),
            "RETRY TRANSPORT HANDLER_DEADLINE_EXCEEDED possibly sent");
}

TEST_F(RemoteTest, NeverTakesWhatBreaksTheContractForADelivery) {
  v1::HandleNotificationResponse large;
  large.mutable_delivered()->set_provider_message_id(
      std::string(65 << 10, 'x'));
  const std::string not_utf8 = "\x0A\x04\x0A\x02\xC3\x28";
  const std::vector<std::pair<std::string, HandlerAnswer>> cases = {
      {"no verdict", {.messages = {""}}},
      {"no message", {}},
      {"garbage", {.messages = {"\xFF\xFF garbage"}}},
      {"invalid UTF-8", {.messages = {not_utf8}}},
      {"too large", Says(large)},
      {"an error", {.status = {grpc::StatusCode::INTERNAL, "boom"}}},
      {"a verdict, then an error",
       {.messages = {SaysDelivered("m").messages},
        .status = {grpc::StatusCode::UNKNOWN, "after all"}}}};
  for (const auto& [name, answer] : cases) {
    FakeHandler handler([&](const auto&, const auto&) { return answer; });
    const auto provider = Make(handler.address());
    EXPECT_THAT(Deliver(*provider), testing::EndsWith(" possibly sent"))
        << name;
    EXPECT_EQ(attempt_.outcome(), v1::OUTCOME_RETRY) << name;
  }
}

TEST_F(RemoteTest, DoesNotCountTwoAnswersTwice) {
  HandlerAnswer answer = SaysDelivered("first");
  answer.messages.push_back(SaysDelivered("second").messages.front());
  FakeHandler handler([&](const auto&, const auto&) { return answer; });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider),
            "RETRY PROVIDER HANDLER_INTERNAL possibly sent");
}

TEST_F(RemoteTest, BelievesAHandlerThatSaysNothingWasSent) {
  FakeHandler handler([](const auto&, const auto&) {
    return HandlerAnswer{
        .status = {grpc::StatusCode::UNAVAILABLE, "warming up"},
        .trailing_metadata = {{"herald-possibly-sent", "false"}}};
  });
  const auto provider = Make(handler.address());
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNAVAILABLE");
  EXPECT_EQ(attempt_.reason(), "the call to the handler failed: warming up");
}

TEST_F(RemoteTest, BoundsTheCallsInFlight) {
  FakeHandler handler(
      [](const auto&, const auto&) { return HandlerAnswer{.is_never = true}; });
  auto config = FromText<v1::RemoteProvider>("max_calls_in_flight: 1");
  config.set_address(handler.address());
  const auto provider = Make(config);
  const AttemptContext context = {.deadline = clock_.Now() +
                                              std::chrono::milliseconds(500)};
  std::string first;
  boost::asio::co_spawn(io_, provider->Deliver(notification_, context),
                        [&](std::exception_ptr, const v1::Attempt& attempt) {
                          first = Describe(attempt);
                        });
  EXPECT_EQ(Deliver(*provider), "RETRY PROVIDER HANDLER_BUSY");
  while (first.empty()) io_.run_one();
  EXPECT_EQ(first, "RETRY TRANSPORT HANDLER_DEADLINE_EXCEEDED possibly sent");
}

// An attempt that keeps its provider, as those of the engine do.
boost::asio::awaitable<void> DeliverBy(std::unique_ptr<Provider> provider,
                                       const v1::Notification& notification,
                                       const AttemptContext& context) {
  co_await provider->Deliver(notification, context);
}

TEST_F(RemoteTest, EndsWithItsThreadWhateverIsUnderWay) {
  std::atomic<bool> is_called = false;
  FakeHandler handler([&](const auto&, const auto&) {
    is_called = true;
    return HandlerAnswer{.is_never = true};
  });
  const AttemptContext context = {.deadline =
                                      clock_.Now() + std::chrono::hours(1)};
  boost::asio::io_context io;
  auto config = FromText<v1::RemoteProvider>("");
  config.set_address(handler.address());
  auto provider = MakeRemoteProvider("own", config, secrets_, io.get_executor(),
                                     clock_, violations_);
  boost::asio::co_spawn(io,
                        DeliverBy(std::move(provider), notification_, context),
                        boost::asio::detached);
  while (!is_called) io.run_one_for(std::chrono::milliseconds(10));
}

}  // namespace
}  // namespace herald
