// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/grpc_messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Fault = GrpcMessages::Fault;

std::string Framed(const std::string& message) {
  std::string body = NewGrpcBody(message.size());
  body.replace(body.size() - message.size(), message.size(), message);
  return body;
}

std::vector<std::string> TakeAll(GrpcMessages& messages) {
  std::vector<std::string> taken;
  while (const auto message = messages.Next()) taken.emplace_back(*message);
  return taken;
}

TEST(GrpcMessages, HaveTheirLengthInFront) {
  EXPECT_EQ(NewGrpcBody(0), std::string(5, '\0'));
  EXPECT_EQ(NewGrpcBody(0x010203).substr(0, 5), std::string("\0\0\1\2\3", 5));
  EXPECT_EQ(NewGrpcBody(0x010203).size(), 5u + 0x010203);
}

TEST(GrpcMessages, ComeInPiecesOfAnySize) {
  const std::string body = Framed("first") + Framed("") + Framed("third");
  for (std::size_t size = 1; size <= body.size(); ++size) {
    GrpcMessages messages(100);
    std::vector<std::string> taken;
    for (std::size_t i = 0; i < body.size(); i += size) {
      messages.Take(body.substr(i, size));
      for (std::string& message : TakeAll(messages)) {
        taken.push_back(std::move(message));
      }
    }
    EXPECT_THAT(taken, ElementsAre("first", "", "third")) << size;
    EXPECT_TRUE(messages.is_at_end());
    EXPECT_EQ(messages.fault(), Fault::kNone);
  }
}

TEST(GrpcMessages, AreNotAtTheirEndInTheMiddle) {
  GrpcMessages messages(100);
  EXPECT_TRUE(messages.is_at_end());
  messages.Take(Framed("whole") + "\0");
  EXPECT_THAT(TakeAll(messages), ElementsAre("whole"));
  messages.Take(std::string(4, '\0'));
  EXPECT_FALSE(messages.is_at_end());
}

TEST(GrpcMessages, HaveABound) {
  GrpcMessages messages(5);
  messages.Take(Framed("short") + Framed("longer"));
  EXPECT_THAT(TakeAll(messages), ElementsAre("short"));
  EXPECT_EQ(messages.fault(), Fault::kTooLarge);
  messages.Take(Framed("late"));
  EXPECT_THAT(TakeAll(messages), IsEmpty());
}

TEST(GrpcMessages, AreNotCompressed) {
  std::string body = Framed("zipped");
  body.front() = 1;
  GrpcMessages messages(100);
  messages.Take(body);
  EXPECT_THAT(TakeAll(messages), IsEmpty());
  EXPECT_EQ(messages.fault(), Fault::kCompressed);
}

}  // namespace
}  // namespace herald
