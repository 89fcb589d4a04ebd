// SPDX-License-Identifier: Apache-2.0
#include "rpc/server.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>

#include "grpc/health/v1/health.pb.h"
#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "herald/v1/sandbox_service.grpc.pb.h"
#include "rpc/rpc_fixture.h"

namespace herald {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

class ServerTest : public testing::Test, public RpcFixture {
 protected:
  // The health of a service; "" is the server as a whole.
  std::string Health(const std::string& service) {
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    grpc::health::v1::HealthCheckResponse response;
    grpc::ClientContext context;
    grpc::TemplatedGenericStub<grpc::health::v1::HealthCheckRequest,
                               grpc::health::v1::HealthCheckResponse>
        stub(channel);
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check",
                   grpc::StubOptions(), &request, &response,
                   [&](grpc::Status status) { done.set_value(status); });
    if (!done.get_future().get().ok()) return "error";
    return grpc::health::v1::HealthCheckResponse::ServingStatus_Name(
        response.status());
  }
};

TEST_F(ServerTest, IsHealthyAsAWholeAndByService) {
  Start();
  EXPECT_EQ(Health(""), "SERVING");
  EXPECT_EQ(Health("herald.v1.NotificationService"), "SERVING");
  EXPECT_EQ(Health("no.such.Service"), "error");
}

TEST_F(ServerTest, ReportsThePortItWasGiven) {
  Start();
  EXPECT_THAT(server->address(), HasSubstr("127.0.0.1:"));
  EXPECT_NE(server->address(), "127.0.0.1:0");
}

TEST_F(ServerTest, RefusesAPortThatIsTaken) {
  Start();
  ServerOptions other;
  other.listen = server->address();
  const SystemClock clock;
  const auto second =
      Server::Start(other, {{boost::asio::any_io_executor(), nullptr, nullptr}},
                    {}, metrics, clock);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(other.listen));
}

TEST_F(ServerTest, LetsCallsInFlightFinishWhenItShutsDown) {
  options.max_calls_in_flight = 1;
  Start();
  std::promise<void> entered, release;
  provider->on_deliver = [&] {
    entered.set_value();
    release.get_future().wait();
  };
  Response response;
  auto call =
      std::async(std::launch::async, [&] { return Deliver(Sms(), &response); });
  entered.get_future().wait();
  auto shutdown =
      std::async(std::launch::async, [&] { return server->Shutdown(20s); });
  // Until it refuses further calls, it has not begun to shut down.
  Response refused;
  while (Deliver(Sms(), &refused).error_code() !=
         grpc::StatusCode::UNAVAILABLE) {
  }
  EXPECT_EQ(Health(""), "NOT_SERVING");
  release.set_value();
  EXPECT_TRUE(call.get().ok());
  EXPECT_EQ(response.outcome(), v1::OUTCOME_DELIVERED);
  EXPECT_EQ(shutdown.get(), 0);
}

TEST_F(ServerTest, EndsCallsThatOutlastTheGrace) {
  Start();
  std::promise<void> entered, release;
  provider->on_deliver = [&] {
    entered.set_value();
    release.get_future().wait();
  };
  Response response;
  auto call =
      std::async(std::launch::async, [&] { return Deliver(Sms(), &response); });
  entered.get_future().wait();
  EXPECT_EQ(server->Shutdown(10ms), 1);
  EXPECT_FALSE(call.get().ok());
  release.set_value();
}

TEST_F(ServerTest, ListsWhatTheSandboxWasGiven) {
  recorded->Record(Sms().notification(), "r-1", absl::Now());
  Start();
  const auto stub = v1::SandboxService::NewStub(channel);
  v1::ListSandboxNotificationsRequest request;
  v1::ListSandboxNotificationsResponse response;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(
        stub->ListSandboxNotifications(&context, request, &response).ok());
  }
  ASSERT_EQ(response.notifications_size(), 1);
  EXPECT_EQ(response.notifications(0).request_id(), "r-1");
  {
    request.set_provider("nobody");
    grpc::ClientContext context;
    const grpc::Status status =
        stub->ListSandboxNotifications(&context, request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_THAT(status.error_message(), HasSubstr("`sandbox`"));
  }
}

// Asks one question of a reflection service.
template <typename Service, typename Request, typename Response>
Response Ask(const std::shared_ptr<grpc::Channel>& channel,
             const Request& request) {
  const auto stub = Service::NewStub(channel);
  grpc::ClientContext context;
  const auto stream = stub->ServerReflectionInfo(&context);
  Response response;
  EXPECT_TRUE(stream->Write(request));
  EXPECT_TRUE(stream->Read(&response));
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  return response;
}

template <typename Service, typename Request, typename Response>
void ExpectReflection(const std::shared_ptr<grpc::Channel>& channel) {
  Request request;
  request.set_list_services("");
  const auto listed = Ask<Service, Request, Response>(channel, request);
  std::vector<std::string> names;
  for (const auto& service : listed.list_services_response().service())
    names.push_back(service.name());
  EXPECT_THAT(names, IsSupersetOf({"herald.v1.NotificationService",
                                   "herald.v1.SandboxService",
                                   "grpc.health.v1.Health"}));
  for (const std::string& name : names) {
    request.set_file_containing_symbol(name);
    const auto file = Ask<Service, Request, Response>(channel, request);
    EXPECT_GT(file.file_descriptor_response().file_descriptor_proto_size(), 0)
        << name;
  }
  request.set_file_containing_symbol("no.such.Symbol");
  const auto missing = Ask<Service, Request, Response>(channel, request);
  EXPECT_EQ(missing.error_response().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServerTest, AnswersReflectionOfBothVersions) {
  Start();
  namespace v1r = grpc::reflection::v1;
  namespace alpha = grpc::reflection::v1alpha;
  ExpectReflection<v1r::ServerReflection, v1r::ServerReflectionRequest,
                   v1r::ServerReflectionResponse>(channel);
  ExpectReflection<alpha::ServerReflection, alpha::ServerReflectionRequest,
                   alpha::ServerReflectionResponse>(channel);
}

}  // namespace
}  // namespace herald
