// SPDX-License-Identifier: Apache-2.0
#include "rpc/server.h"

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include <thread>

#include "rpc/call_queue.h"
#include "rpc/health_service.h"
#include "rpc/notification_service.h"
#include "rpc/reflection_service.h"
#include "rpc/sandbox_service.h"

namespace herald {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

// A queue's thread does less than half of what a lane does for a call. More
// than needed would cost: one of them polls for all, and when it leaves with an
// event, it wakes another one to poll.
constexpr std::size_t kLanesPerQueue = 2;

constexpr std::chrono::milliseconds kShutdownPoll(2);
constexpr std::chrono::milliseconds kCloseTime(100);

const std::vector<std::string>& ServiceNames() {
  static const auto& names = *new std::vector<std::string>{
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
      v1::NotificationService::service_full_name(),
      v1::SandboxService::service_full_name(),
  };
  return names;
}

std::shared_ptr<grpc::ServerCredentials> Credentials(
    const ServerOptions& options) {
  if (options.certificate_chain.empty())
    return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back(
      {options.private_key, options.certificate_chain});
  return grpc::SslServerCredentials(tls);
}

// The address with the port that was bound in place of the one asked for.
std::string BoundAddress(const std::string& listen, int port) {
  return fmt::format("{}:{}", listen.substr(0, listen.rfind(':')), port);
}

void Configure(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.max_request_bytes);
  // A second server on the same port must fail, not share it.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // The engine keeps deadlines itself, and earlier; gRPC's would cost each call
  // a timer.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_DEADLINE_CHECKS, 0);
  // Idle clients may keep their connection alive.
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
}

using Services = std::vector<std::unique_ptr<QueuedService>>;

template <typename Service, typename... Arguments>
Service& Add(Services& services, Arguments&&... arguments) {
  auto service =
      std::make_unique<Service>(std::forward<Arguments>(arguments)...);
  Service& added = *service;
  services.push_back(std::move(service));
  return added;
}

}  // namespace

Server::Server(const ServerOptions& options, std::vector<Lane> lanes,
               std::function<Sandboxes()> sandboxes, Metrics& metrics,
               const Clock& clock)
    : lanes_(std::move(lanes)),
      notifications_(Add<NotificationService>(
          services_, lanes_, options.max_calls_in_flight,
          options.max_delivery_time, metrics, clock)),
      health_(Add<HealthService>(services_, ServiceNames())) {
  Add<SandboxService>(services_, std::move(sandboxes));
  services_.push_back(MakeReflectionServiceV1(ServiceNames()));
  services_.push_back(MakeReflectionServiceV1Alpha(ServiceNames()));
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options, std::vector<Lane> lanes,
    std::function<Sandboxes()> sandboxes, Metrics& metrics,
    const Clock& clock) {
  std::unique_ptr<Server> server(new Server(
      options, std::move(lanes), std::move(sandboxes), metrics, clock));
  grpc::ServerBuilder builder;
  Configure(options, builder);
  int port = 0;
  builder.AddListeningPort(options.listen, Credentials(options), &port);
  for (const auto& service : server->services_)
    builder.RegisterService(&service->service());
  for (std::size_t i = 0; i < server->lanes_.size(); i += kLanesPerQueue) {
    server->queues_.push_back(
        std::make_unique<CallQueue>(builder.AddCompletionQueue()));
  }
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || port == 0) {
    return absl::UnavailableError(fmt::format(
        "cannot listen at {}: the port may be taken, or the address may not be "
        "this machine's",
        options.listen));
  }
  for (const auto& queue : server->queues_) {
    for (const auto& service : server->services_) service->Await(*queue);
    queue->Start();
  }
  server->address_ = BoundAddress(options.listen, port);
  return server;
}

int Server::calls_in_flight() const { return notifications_.calls_in_flight(); }

Server::~Server() {
  if (server_ != nullptr) Shutdown(nanoseconds::zero());
}

int Server::Shutdown(nanoseconds grace) {
  const system_clock::time_point end = system_clock::now() + grace;
  health_.Shutdown();
  notifications_.Close();
  // gRPC's own waiting does not see attempts whose callers went away, and
  // would wait for health watches, which never end.
  while (notifications_.calls_in_flight() > 0 && system_clock::now() < end) {
    std::this_thread::sleep_for(kShutdownPoll);
  }
  server_->Shutdown(system_clock::now() + kCloseTime);
  queues_.clear();
  server_.reset();
  return notifications_.calls_in_flight();
}

}  // namespace herald
