// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/grpcpp.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "delivery/memory_limit_store.h"
#include "delivery/memory_replay_store.h"
#include "delivery/recorded_notifications.h"
#include "fakes/fake_provider.h"
#include "herald/v1/notification_service.grpc.pb.h"
#include "rpc/server.h"

namespace herald {

// A real server on a free port with one lane and one FakeProvider named
// `fake`, and a real channel to it. Start it after changing `options` or
// `templates`.
class RpcFixture {
 public:
  using Request = v1::DeliverNotificationRequest;
  using Response = v1::DeliverNotificationResponse;

  RpcFixture() { options.listen = "127.0.0.1:0"; }

  ~RpcFixture() {
    server.reset();
    work_.reset();
    if (thread_.joinable()) thread_.join();
  }

  void Start() {
    templates_.emplace(templates, v1::MessageTemplates(), violations);
    auto owned = std::make_unique<FakeProvider>();
    provider = owned.get();
    std::vector<NamedProvider> providers;
    providers.push_back({"fake", std::chrono::seconds(10), std::move(owned),
                         std::make_shared<CircuitBreaker>(v1::CircuitBreaker()),
                         Backoff(v1::RetryPolicy())});
    engine_ = std::make_unique<Engine>(std::move(providers),
                                       EngineParts{.routes = routes_,
                                                   .guard = guard_,
                                                   .limits = limits_,
                                                   .replays = replays_,
                                                   .redactor = redactor_,
                                                   .clock = clock_,
                                                   .pause = pause_});
    wording_.emplace(*templates_, clock_);
    setup_ = std::make_shared<LaneSetup>(
        LaneSetup{engine_.get(), &*wording_, &hash_});
    thread_ = std::thread([this] { io_context_.run(); });
    auto started = Server::Start(
        options, {{io_context_.get_executor(), &setup_, &recorder_}},
        [this] { return Sandboxes{{"sandbox", recorded}}; }, metrics, clock_);
    ASSERT_TRUE(started.ok()) << started.status();
    server = *std::move(started);
    channel = grpc::CreateChannel(server->address(),
                                  grpc::InsecureChannelCredentials());
    stub = v1::NotificationService::NewStub(channel);
  }

  // A valid request for an SMS.
  static Request Sms() {
    Request request;
    auto& phone = *request.mutable_notification()->mutable_phone();
    phone.set_recipient("+1-808-555-5555");
    phone.set_as_text("Your code is 471112");
    phone.set_code("471112");
    return request;
  }

  grpc::Status Deliver(
      const Request& request, Response* response,
      std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    return stub->DeliverNotification(&context, request, response);
  }

  ServerOptions options;

  // What the message templates are made of, and what is wrong with them.
  v1::MessageTemplates templates;
  FieldViolations violations;

  Metrics metrics{"test"};
  FakeProvider* provider = nullptr;
  std::shared_ptr<RecordedNotifications> recorded =
      std::make_shared<RecordedNotifications>(10);
  std::unique_ptr<Server> server;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::NotificationService::Stub> stub;

 private:
  const SystemClock clock_;
  std::optional<MessageTemplates> templates_;
  const RecipientHash hash_;
  DeliveryRecorder recorder_{metrics};
  const Redactor redactor_{{}};
  const Routes routes_{v1::Configuration(), violations};
  const Guard guard_{v1::Guard(), "", violations};
  MemoryLimitStore limits_{1000, clock_};
  MemoryReplayStore replays_{ReplayBoundsOf(v1::Idempotency(), 1), clock_};
  TimerPause pause_;
  boost::asio::io_context io_context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_ = boost::asio::make_work_guard(io_context_);
  std::unique_ptr<Engine> engine_;
  std::optional<Wording> wording_;
  std::shared_ptr<const LaneSetup> setup_;
  std::thread thread_;
};

}  // namespace herald
