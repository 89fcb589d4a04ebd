// SPDX-License-Identifier: Apache-2.0
#include "rpc/health_service.h"

#include <gtest/gtest.h>

#include "rpc/rpc_fixture.h"

namespace herald {
namespace {

using grpc::health::v1::Health;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

class HealthServiceTest : public testing::Test, public RpcFixture {
 protected:
  // Someone who watches a service, until it is destroyed.
  class Watcher {
   public:
    Watcher(Health::Stub& stub, const std::string& service) {
      HealthCheckRequest request;
      request.set_service(service);
      stream_ = stub.Watch(&context_, request);
    }

    ~Watcher() {
      context_.TryCancel();
      if (stream_ != nullptr) stream_->Finish();
    }

    // What comes next; waits for it.
    std::string Next() {
      HealthCheckResponse response;
      if (!stream_->Read(&response)) return "the stream has ended";
      return HealthCheckResponse::ServingStatus_Name(response.status());
    }

    // How the stream ended; the last that is asked.
    grpc::Status Finish() { return std::exchange(stream_, nullptr)->Finish(); }

   private:
    grpc::ClientContext context_;
    std::unique_ptr<grpc::ClientReader<HealthCheckResponse>> stream_;
  };

  void Start() {
    RpcFixture::Start();
    health = Health::NewStub(channel);
  }

  std::unique_ptr<Health::Stub> health;
};

TEST_F(HealthServiceTest, TellsWhoWatchesWhenTheServerShutsDown) {
  Start();
  Watcher whole(*health, "");
  Watcher service(*health, "herald.v1.NotificationService");
  EXPECT_EQ(whole.Next(), "SERVING");
  EXPECT_EQ(service.Next(), "SERVING");
  EXPECT_EQ(server->Shutdown(std::chrono::seconds(20)), 0);
  EXPECT_EQ(whole.Next(), "NOT_SERVING");
  EXPECT_EQ(service.Next(), "NOT_SERVING");
  EXPECT_EQ(whole.Next(), "the stream has ended");
}

TEST_F(HealthServiceTest, LetsWatchAServiceThatItDoesNotKnow) {
  Start();
  Watcher watcher(*health, "no.such.Service");
  EXPECT_EQ(watcher.Next(), "SERVICE_UNKNOWN");
}

TEST_F(HealthServiceTest, RefusesToCheckAServiceThatItDoesNotKnow) {
  Start();
  HealthCheckRequest request;
  request.set_service("no.such.Service");
  HealthCheckResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(health->Check(&context, request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(HealthServiceTest, EndsWatchesWhoseWatchersWentAway) {
  Start();
  for (int i = 0; i < 2000; ++i) {
    Watcher watcher(*health, "");
    const std::string told = watcher.Next();
    ASSERT_EQ(told, "SERVING") << "after " << i;
  }
}

TEST_F(HealthServiceTest, RefusesMoreWatchesThanItsBound) {
  Start();
  std::vector<std::unique_ptr<Watcher>> watchers;
  for (int i = 0; i < 1000; ++i) {
    watchers.push_back(std::make_unique<Watcher>(*health, ""));
    ASSERT_EQ(watchers.back()->Next(), "SERVING") << "after " << i;
  }
  Watcher refused(*health, "");
  EXPECT_EQ(refused.Next(), "the stream has ended");
  EXPECT_EQ(refused.Finish().error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  watchers.clear();
}

}  // namespace
}  // namespace herald
