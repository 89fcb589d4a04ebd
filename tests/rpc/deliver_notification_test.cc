// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

#include "google/rpc/error_details.pb.h"
#include "rpc/rpc_fixture.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class DeliverNotification : public testing::Test, public RpcFixture {};

template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), status.error_code());
  Detail detail;
  EXPECT_EQ(details.details_size(), 1);
  EXPECT_TRUE(details.details(0).UnpackTo(&detail));
  return detail;
}

TEST_F(DeliverNotification, AnswersWithTheOutcomeAndTheAttempt) {
  Start();
  Response response;
  const grpc::Status status = Deliver(Sms(), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(response.provider(), "fake");
  EXPECT_EQ(response.provider_message_id(), "fake-id");
  EXPECT_THAT(response.attempts(), SizeIs(1));
  ASSERT_THAT(provider->notifications, SizeIs(1));
  EXPECT_EQ(provider->notifications[0].phone().recipient(), "+18085555555");
}

TEST_F(DeliverNotification, ReportsAProvidersRefusalAsAValue) {
  Start();
  provider->answers.push_back(
      Dropped(v1::SCOPE_ACCOUNT, "HTTP_401", "wrong credentials"));
  Response response;
  ASSERT_TRUE(Deliver(Sms(), &response).ok());
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DROPPED);
  EXPECT_EQ(response.scope(), v1::SCOPE_ACCOUNT);
  EXPECT_EQ(response.reason_code(), "HTTP_401");
}

TEST_F(DeliverNotification, ListsEveryViolationInTheErrorsDetails) {
  Start();
  Request request = Sms();
  request.mutable_notification()->mutable_phone()->set_recipient("12");
  request.mutable_notification()->mutable_phone()->set_code("4 7");
  Response response;
  const grpc::Status status = Deliver(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("notification.phone"));
  EXPECT_THAT(status.error_message(), HasSubstr("1 more"));
  const auto bad_request = DetailOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(bad_request.field_violations_size(), 2);
  EXPECT_EQ(bad_request.field_violations(0).field(),
            "notification.phone.recipient");
  EXPECT_EQ(bad_request.field_violations(1).field(), "notification.phone.code");
  EXPECT_THAT(provider->notifications, IsEmpty());
}

TEST_F(DeliverNotification, TellsOfAProviderThatDoesNotExist) {
  Start();
  Request request = Sms();
  request.set_provider("nobody");
  Response response;
  const grpc::Status status = Deliver(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("`fake`"));
}

TEST_F(DeliverNotification, TellsOfContentThatAProviderCannotCarry) {
  Start();
  provider->can_carry = absl::FailedPreconditionError("cannot carry email");
  Response response;
  Request request = Sms();
  request.set_provider("fake");
  const grpc::Status status = Deliver(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(status.error_message(), "provider `fake` cannot carry email");
}

TEST_F(DeliverNotification, RefusesACallBeyondTheBoundWithARetryDelay) {
  options.max_calls_in_flight = 1;
  Start();
  std::promise<void> entered, release;
  provider->on_deliver = [&] {
    entered.set_value();
    release.get_future().wait();
  };
  Response first_response;
  auto first = std::async(std::launch::async,
                          [&] { return Deliver(Sms(), &first_response); });
  entered.get_future().wait();
  Response response;
  const grpc::Status status = Deliver(Sms(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailOf<google::rpc::RetryInfo>(status).retry_delay().seconds(),
            1);
  provider->on_deliver = nullptr;
  release.set_value();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(Deliver(Sms(), &response).ok());
}

TEST_F(DeliverNotification, RefusesARequestThatIsTooLarge) {
  options.max_request_bytes = 1024;
  Start();
  Request request = Sms();
  request.mutable_notification()->mutable_phone()->set_as_text(
      std::string(2000, 'x'));
  Response response;
  EXPECT_EQ(Deliver(request, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(provider->notifications, IsEmpty());
}

TEST_F(DeliverNotification, PassesTheSoonerDeadlineOn) {
  options.max_delivery_time = 5s;
  Start();
  Response response;
  const Deadline start = std::chrono::steady_clock::now();
  ASSERT_TRUE(Deliver(Sms(), &response, 1h).ok());
  ASSERT_TRUE(Deliver(Sms(), &response, 2s).ok());
  ASSERT_THAT(provider->deadlines, SizeIs(2));
  EXPECT_GT(provider->deadlines[0], start + 4s);
  EXPECT_LT(provider->deadlines[0], start + 10s);
  // Less a tenth of a second, so that the answer arrives in time.
  EXPECT_LT(provider->deadlines[1], start + 4s);
}

TEST_F(DeliverNotification, FinishesAnAttemptWhoseCallerCancels) {
  Start();
  std::promise<void> entered, release;
  provider->on_deliver = [&] {
    entered.set_value();
    release.get_future().wait();
  };
  grpc::ClientContext context;
  Response response;
  auto call = std::async(std::launch::async, [&] {
    return stub->DeliverNotification(&context, Sms(), &response);
  });
  entered.get_future().wait();
  context.TryCancel();
  EXPECT_EQ(call.get().error_code(), grpc::StatusCode::CANCELLED);
  provider->on_deliver = nullptr;
  release.set_value();
  EXPECT_TRUE(Deliver(Sms(), &response).ok());
  EXPECT_THAT(provider->notifications, SizeIs(2));
}

TEST_F(DeliverNotification, ReportsABugOfAHandlerAndLivesOn) {
  Start();
  provider->on_deliver = [] { throw std::runtime_error("+18085555555"); };
  Response response;
  const grpc::Status status = Deliver(Sms(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), HasSubstr("may have been sent"));
  EXPECT_THAT(status.error_message(), Not(HasSubstr("+18085555555")));
  provider->on_deliver = nullptr;
  EXPECT_TRUE(Deliver(Sms(), &response).ok());
}

TEST_F(DeliverNotification, AnswersAThousandCallsAtOnce) {
  Start();
  std::atomic<int> finished = 0;
  std::promise<void> all;
  struct Call {
    grpc::ClientContext context;
    Request request = Sms();
    Response response;
  };
  std::vector<std::unique_ptr<Call>> pending;
  std::atomic<int> delivered = 0;
  constexpr int kCalls = 1000;
  for (int i = 0; i < kCalls; ++i) {
    pending.push_back(std::make_unique<Call>());
    Call& call = *pending.back();
    stub->async()->DeliverNotification(
        &call.context, &call.request, &call.response, [&](grpc::Status status) {
          if (status.ok() && call.response.outcome() == v1::OUTCOME_DELIVERED)
            ++delivered;
          if (++finished == kCalls) all.set_value();
        });
  }
  all.get_future().wait();
  EXPECT_EQ(delivered, kCalls);
}

}  // namespace
}  // namespace herald
