// SPDX-License-Identifier: Apache-2.0
#include "queue/call_queues.h"

#include <gmock/gmock.h>
#include <grpcpp/alarm.h>
#include <grpcpp/completion_queue.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

namespace herald {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::system_clock;
using ::testing::SizeIs;

struct Happened {
  bool is_ok = false;
  std::thread::id thread;
};

class Expected : public CallQueue::Event {
 public:
  void Happen(bool is_ok) override {
    happened_.set_value({is_ok, std::this_thread::get_id()});
  }

  Happened Get() { return happened_.get_future().get(); }

 private:
  std::promise<Happened> happened_;
};

TEST(CallQueues, AreOneForEveryTwoThreads) {
  const std::pair<int, int> rows[] = {{1, 1}, {2, 1}, {3, 2}, {4, 2}, {9, 5}};
  for (const auto& [threads, queues] : rows) {
    EXPECT_THAT(CallQueues(threads).all(), SizeIs(queues)) << threads;
  }
  CallQueues queues(4);
  EXPECT_EQ(&queues.OfThread(0), &queues.OfThread(1));
  EXPECT_NE(&queues.OfThread(1), &queues.OfThread(2));
  EXPECT_EQ(&queues.OfThread(2), &queues.OfThread(3));
}

TEST(CallQueues, TellEventsOnAThreadOfTheirOwn) {
  CallQueues queues(1);
  queues.Start();
  Expected expected;
  grpc::Alarm alarm;
  alarm.Set(queues.OfThread(0).get(), system_clock::now(), &expected);
  const Happened happened = expected.Get();
  EXPECT_TRUE(happened.is_ok);
  EXPECT_NE(happened.thread, std::this_thread::get_id());
}

TEST(CallQueues, TellWhatWillNotHappen) {
  CallQueues queues(1);
  queues.Start();
  Expected expected;
  grpc::Alarm alarm;
  alarm.Set(queues.OfThread(0).get(), system_clock::now() + hours(1),
            &expected);
  alarm.Cancel();
  EXPECT_FALSE(expected.Get().is_ok);
}

TEST(CallQueues, AwaitTheirRelease) {
  CallQueues queues(1);
  CallQueue& queue = queues.OfThread(0);
  queue.AwaitRelease();
  auto first = std::make_unique<CallQueue::Hold>(queue);
  auto second = std::make_unique<CallQueue::Hold>(queue);
  std::atomic<bool> is_released = false;
  std::thread releaser([&] {
    first.reset();
    std::this_thread::sleep_for(milliseconds(20));
    is_released = true;
    second.reset();
  });
  queue.AwaitRelease();
  EXPECT_TRUE(is_released);
  releaser.join();
}

// What has happened by then is told all the same.
TEST(CallQueues, EndThoughTheyNeverStarted) {
  Expected expected;
  grpc::Alarm alarm;
  {
    CallQueues queues(1);
    alarm.Set(queues.OfThread(0).get(), system_clock::now(), &expected);
  }
  EXPECT_TRUE(expected.Get().is_ok);
}

}  // namespace
}  // namespace herald
