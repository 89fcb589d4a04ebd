// SPDX-License-Identifier: Apache-2.0
#include "delivery/recorded_notifications.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace herald {
namespace {

v1::Notification To(const std::string& recipient) {
  v1::Notification notification;
  if (recipient.find('@') == std::string::npos) {
    notification.mutable_phone()->set_recipient(recipient);
  } else {
    notification.mutable_email()->set_to(recipient);
  }
  return notification;
}

std::string Ids(const std::vector<v1::SandboxNotification>& listed) {
  std::string ids;
  for (const auto& recorded : listed) ids += recorded.request_id();
  return ids;
}

TEST(RecordedNotifications, ListsTheNewestFirst) {
  RecordedNotifications recorded(10);
  EXPECT_EQ(recorded.Record(To("a@b.c"), "1", absl::UnixEpoch()), 1u);
  EXPECT_EQ(recorded.Record(To("+15"), "2", absl::UnixEpoch()), 2u);
  EXPECT_EQ(recorded.Record(To("a@b.c"), "3", absl::UnixEpoch()), 3u);
  EXPECT_EQ(Ids(recorded.List(10, "")), "321");
}

TEST(RecordedNotifications, ForgetsTheOldestBeyondItsCapacity) {
  RecordedNotifications recorded(2);
  for (const std::string id : {"1", "2", "3", "4"}) {
    recorded.Record(To("a@b.c"), id, absl::UnixEpoch());
  }
  EXPECT_EQ(Ids(recorded.List(10, "")), "43");
}

TEST(RecordedNotifications, ListsAtMostTheLimit) {
  RecordedNotifications recorded(10);
  for (const std::string id : {"1", "2", "3"}) {
    recorded.Record(To("a@b.c"), id, absl::UnixEpoch());
  }
  EXPECT_EQ(Ids(recorded.List(2, "")), "32");
  EXPECT_EQ(Ids(recorded.List(0, "")), "");
}

TEST(RecordedNotifications, ListsThoseToOneRecipient) {
  RecordedNotifications recorded(10);
  recorded.Record(To("a@b.c"), "1", absl::UnixEpoch());
  recorded.Record(To("+15"), "2", absl::UnixEpoch());
  recorded.Record(To("a@b.c"), "3", absl::UnixEpoch());
  EXPECT_EQ(Ids(recorded.List(10, "a@b.c")), "31");
  EXPECT_EQ(Ids(recorded.List(1, "a@b.c")), "3");
  EXPECT_EQ(Ids(recorded.List(10, "+15")), "2");
  EXPECT_EQ(Ids(recorded.List(10, "x@b.c")), "");
}

TEST(RecordedNotifications, KeepsTheTimeOfArrival) {
  RecordedNotifications recorded(1);
  recorded.Record(To("a@b.c"), "1",
                  absl::FromUnixSeconds(7) + absl::Nanoseconds(8));
  const auto listed = recorded.List(1, "");
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].receive_time().seconds(), 7);
  EXPECT_EQ(listed[0].receive_time().nanos(), 8);
}

TEST(RecordedNotifications, TakesRecordsFromSeveralThreads) {
  RecordedNotifications recorded(50);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&recorded] {
      for (int n = 0; n < 100; ++n) {
        recorded.Record(To("a@b.c"), "x", absl::UnixEpoch());
        recorded.List(1, "");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(recorded.List(100, "").size(), 50u);
  EXPECT_EQ(recorded.Record(To("a@b.c"), "x", absl::UnixEpoch()), 401u);
}

}  // namespace
}  // namespace herald
