// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>

#include "rpc/rpc_fixture.h"

namespace herald {
namespace {

constexpr char kDeliver[] =
    "/herald.v1.NotificationService/DeliverNotification";

// Calls that no client of this contract makes, as bytes.
class ForeignCallsTest : public testing::Test, public RpcFixture {
 protected:
  grpc::StatusCode Call(const std::string& method, const std::string& bytes) {
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(30));
    grpc::GenericStub generic(channel);
    std::promise<grpc::Status> done;
    generic.UnaryCall(&context, method, grpc::StubOptions(), &request,
                      &response,
                      [&](grpc::Status status) { done.set_value(status); });
    return done.get_future().get().error_code();
  }

  // Whether an SMS is delivered, to show that the server still serves.
  bool Delivers() {
    Response response;
    return Deliver(Sms(), &response).ok() &&
           response.outcome() == v1::OUTCOME_DELIVERED;
  }
};

TEST_F(ForeignCallsTest, OfAnotherVersionOfTheContractAreUnimplemented) {
  Start();
  const std::string sms = Sms().SerializeAsString();
  for (const char* method :
       {"/herald.v2.NotificationService/DeliverNotification",
        "/herald.v1alpha.NotificationService/DeliverNotification",
        "/herald.v1.NotificationService/SendNotification",
        "/NotificationService/DeliverNotification"}) {
    EXPECT_EQ(Call(method, sms), grpc::StatusCode::UNIMPLEMENTED) << method;
  }
  EXPECT_TRUE(Delivers());
}

TEST_F(ForeignCallsTest, WithMembersOfANewerContractAreServed) {
  Start();
  // Member 999 with the text "new".
  const std::string newer = Sms().SerializeAsString() + "\xBA\x3E\x03new";
  EXPECT_EQ(Call(kDeliver, newer), grpc::StatusCode::OK);
}

// More than the calls that a queue awaits at once: none of them may be lost.
TEST_F(ForeignCallsTest, ThatCannotBeReadEndThemselvesAlone) {
  Start();
  Request sms = Sms();
  std::string not_utf8 = sms.SerializeAsString();
  not_utf8[not_utf8.find("Your code")] = '\xFF';
  for (int i = 0; i < 100; ++i) {
    for (const std::string& bytes : {not_utf8, std::string("\xFF\xFF garbage"),
                                     sms.SerializeAsString().substr(0, 20)}) {
      ASSERT_EQ(Call(kDeliver, bytes), grpc::StatusCode::INTERNAL);
    }
  }
  EXPECT_TRUE(Delivers());
}

}  // namespace
}  // namespace herald
