// SPDX-License-Identifier: Apache-2.0
#include "delivery/remembered_answers.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

using std::chrono::seconds;

const RememberedAnswers::TimePoint kStart{seconds(1'000'000)};

Digest Id(int number) { return DigestOf({std::to_string(number)}); }

class RememberedAnswersTest : public testing::Test {
 protected:
  RememberedAnswersTest() { answers_.SetBounds(seconds(60), 1000); }

  void Add(int number, RememberedAnswers::TimePoint time,
           std::string response = "") {
    answers_.Add({Id(number), Digest(), time, std::move(response)});
  }
  bool Has(int number, RememberedAnswers::TimePoint now) {
    return answers_.Find(Id(number), now) != nullptr;
  }

  RememberedAnswers answers_;
};

TEST_F(RememberedAnswersTest, AreFoundByTheirId) {
  for (int i = 0; i < 1000; ++i) Add(i, kStart, std::to_string(i));
  for (int i = 0; i < 1000; ++i) {
    const auto* answer = answers_.Find(Id(i), kStart);
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->response, std::to_string(i));
  }
  EXPECT_FALSE(Has(1000, kStart));
}

TEST_F(RememberedAnswersTest, GrowTooOld) {
  Add(1, kStart);
  Add(2, kStart + seconds(1));
  EXPECT_TRUE(Has(1, kStart + seconds(59)));
  EXPECT_FALSE(Has(1, kStart + seconds(60)));
  EXPECT_TRUE(Has(2, kStart + seconds(60)));

  EXPECT_EQ(answers_.size(), 2u);
  answers_.Forget(kStart + seconds(60));
  EXPECT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_.forgotten_early(), 0u);
}

TEST_F(RememberedAnswersTest, LeaveEarlyBeyondTheBoundTheOldestFirst) {
  for (int i = 0; i < 1007; ++i) Add(i, kStart);
  EXPECT_EQ(answers_.size(), 1000u);
  EXPECT_EQ(answers_.forgotten_early(), 7u);
  EXPECT_FALSE(Has(6, kStart));
  EXPECT_TRUE(Has(7, kStart));
}

TEST_F(RememberedAnswersTest, LeaveLittleByLittleWhenTheBoundIsLowered) {
  for (int i = 0; i < 1000; ++i) Add(i, kStart);
  answers_.SetBounds(seconds(60), 100);
  answers_.Forget(kStart);
  EXPECT_LT(answers_.size(), 1000u);
  EXPECT_GT(answers_.size(), 900u);
  for (int i = 1000; i < 1200; ++i) Add(i, kStart);
  EXPECT_EQ(answers_.size(), 100u);
  EXPECT_TRUE(Has(1199, kStart));
  EXPECT_FALSE(Has(1099, kStart));
}

TEST_F(RememberedAnswersTest, KeepTheSecondAnswerWhenTheFirstLeaves) {
  // Ten leave at a later time, too many for one call.
  for (int i = 0; i < 10; ++i) Add(i, kStart);
  Add(9, kStart + seconds(61), "second");
  for (int i = 0; i < 3; ++i) answers_.Forget(kStart + seconds(61));
  EXPECT_EQ(answers_.size(), 1u);
  const auto* answer = answers_.Find(Id(9), kStart + seconds(62));
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->response, "second");
}

}  // namespace
}  // namespace herald
