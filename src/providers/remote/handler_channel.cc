// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <chrono>

namespace herald {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;

// A verdict is small: reasons, codes and ids together are below 5 KiB.
constexpr int kMaxResponseBytes = 64 << 10;

constexpr int kFirstReconnectMs = 100;
constexpr int kConnectTimeoutMs = 3'000;
constexpr int kMaxReconnectMs = 2'000;

// gRPC cannot cancel the wait for a channel's next state.
constexpr std::chrono::milliseconds kStateWait(50);

// Only round_robin looks at the handlers' health. UNIMPLEMENTED counts as
// healthy:
// https://github.com/grpc/proposal/blob/master/A17-client-side-health-checking.md
constexpr char kServiceConfig[] =
    R"({"loadBalancingConfig":[{"round_robin":{}}],)"
    R"("healthCheckConfig":{"serviceName":""}})";

constexpr char kSaysPossiblySent[] = "herald-possibly-sent";

system_clock::time_point ToWallTime(steady_clock::time_point time) {
  return system_clock::now() +
         std::chrono::ceil<system_clock::duration>(time - steady_clock::now());
}

std::shared_ptr<grpc::Channel> MakeChannel(
    const HandlerAddress& address,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials,
    const std::string& server_name) {
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  arguments.SetMaxSendMessageSize(-1);
  // Herald decides what is repeated.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectMs);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectTimeoutMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMs);
  if (!server_name.empty()) arguments.SetSslTargetNameOverride(server_name);
  return grpc::CreateCustomChannel(address.target, credentials, arguments);
}

bool SaysNotSent(const grpc::ClientContext& call) {
  const auto& metadata = call.GetServerTrailingMetadata();
  const auto found = metadata.find(kSaysPossiblySent);
  return found != metadata.end() && found->second == "false";
}

}  // namespace

HandlerChannel::HandlerChannel(
    const HandlerAddress& address,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials,
    const std::string& server_name, HandlerCalls& calls)
    : calls_(calls),
      channel_(MakeChannel(address, credentials, server_name)),
      stub_(v1::NotificationHandlerService::NewStub(channel_)) {}

boost::asio::awaitable<HandlerChannel::State> HandlerChannel::BecomeReady(
    Deadline deadline) {
  while (true) {
    const grpc_connectivity_state state = channel_->GetState(true);
    const steady_clock::time_point now = steady_clock::now();
    if (now >= deadline) co_return State::kNoTime;
    if (state == GRPC_CHANNEL_READY) co_return State::kReady;
    if (state == GRPC_CHANNEL_TRANSIENT_FAILURE ||
        state == GRPC_CHANNEL_SHUTDOWN) {
      co_return State::kUnreachable;
    }
    HandlerEvent event(calls_, nullptr);
    const Deadline end = std::min(deadline, now + kStateWait);
    channel_->NotifyOnStateChange(state, ToWallTime(end), calls_.queue(),
                                  &event);
    co_await event.Happened();
  }
}

boost::asio::awaitable<HandlerChannel::Reply> HandlerChannel::Call(
    const v1::HandleNotificationRequest& request,
    const std::string& traceparent, Deadline deadline) {
  grpc::ClientContext call;
  call.set_deadline(ToWallTime(deadline));
  if (!traceparent.empty()) call.AddMetadata("traceparent", traceparent);
  Reply reply;
  HandlerEvent event(calls_, &call);
  const auto reader =
      stub_->PrepareAsyncHandleNotification(&call, request, calls_.queue());
  reader->StartCall();
  reader->Finish(&reply.response, &reply.status, &event);
  co_await event.Happened();
  reply.says_not_sent = !reply.status.ok() && SaysNotSent(call);
  co_return reply;
}

}  // namespace herald
