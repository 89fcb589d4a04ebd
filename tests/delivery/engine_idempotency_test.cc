// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/attempt.h"
#include "delivery/engine_fixture.h"
#include "delivery/fingerprint.h"

namespace herald {
namespace {

using ::testing::SizeIs;

// Requests with the id `r-1`.
class EngineIdempotencyTest : public EngineFixture {
 protected:
  EngineIdempotencyTest() {
    request_.set_request_id("r-1");
    call_.fingerprint = FingerprintOf(request_);
  }
};

TEST_F(EngineIdempotencyTest, AnswersARepeatWithTheFirstOutcome) {
  call_.template_locale = "fr";
  const auto once = Deliver();
  ASSERT_TRUE(once.ok()) << once.status();
  EXPECT_FALSE(once->replayed());
  const auto twice = Deliver();
  ASSERT_TRUE(twice.ok()) << twice.status();
  EXPECT_TRUE(twice->replayed());
  EXPECT_EQ(twice->outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(twice->provider_message_id(), once->provider_message_id());
  EXPECT_EQ(twice->template_locale(), "fr");
  EXPECT_THAT(first().notifications, SizeIs(1));
}

TEST_F(EngineIdempotencyTest, RefusesTheIdForAnotherNotification) {
  ASSERT_TRUE(Deliver().ok());
  request_.mutable_notification()->mutable_phone()->set_as_text("Other words");
  call_.fingerprint = FingerprintOf(request_);
  EXPECT_EQ(Deliver().status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(first().notifications, SizeIs(1));
}

TEST_F(EngineIdempotencyTest, RemembersWhatMustNotBeRepeatedAndNothingElse) {
  const struct {
    const char* name;
    v1::Attempt answer;
    bool is_remembered;
  } kCases[] = {
      {"delivered", Delivered("1"), true},
      {"dropped", Dropped(v1::SCOPE_RECIPIENT, "HTTP_400", ""), true},
      {"possibly sent", PossiblySent(v1::SCOPE_TRANSPORT, "TIMEOUT", ""), true},
      {"retry", Retry(v1::SCOPE_PROVIDER, "HTTP_503", ""), false},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    engine();
    request_.set_request_id(c.name);
    first().notifications.clear();
    first().answers = {c.answer};
    ASSERT_TRUE(Deliver().ok());
    const auto again = Deliver();
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->replayed(), c.is_remembered);
    EXPECT_THAT(first().notifications, SizeIs(c.is_remembered ? 1 : 2));
  }
}

TEST_F(EngineIdempotencyTest, RemembersNeitherErrorsNorPreviews) {
  request_.set_provider("nobody");
  EXPECT_EQ(Deliver().status().code(), absl::StatusCode::kNotFound);
  request_.set_provider("");
  request_.set_validate_only(true);
  EXPECT_TRUE(Deliver()->validated_only());
  request_.set_validate_only(false);
  EXPECT_FALSE(Deliver()->replayed());
  EXPECT_THAT(first().notifications, SizeIs(1));
}

TEST_F(EngineIdempotencyTest, DoesNotWaitForAFirstOneBeyondTheDeadline) {
  boost::asio::io_context context(1);
  std::optional<Response> repeat;
  first().on_deliver = [&] {
    // The repeat comes while the first is being delivered.
    call_.deadline = Deadline::min();
    repeat = Await(engine().Deliver(request_, call_))->response;
  };
  ASSERT_TRUE(Deliver().ok());
  ASSERT_TRUE(repeat.has_value());
  EXPECT_EQ(repeat->outcome(), v1::OUTCOME_RETRY);
  EXPECT_EQ(repeat->reason_code(), "STILL_UNDER_WAY");
  EXPECT_TRUE(repeat->possibly_sent());
  EXPECT_THAT(first().notifications, SizeIs(1));
}

}  // namespace
}  // namespace herald
