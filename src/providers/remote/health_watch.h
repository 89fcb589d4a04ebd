// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cstddef>
#include <functional>
#include <string_view>

#include "http/http2_stream.h"
#include "providers/remote/grpc_messages.h"
#include "providers/remote/grpc_status.h"

namespace herald {

// What a handler says of its health.
enum class HandlerHealth {
  kServing,
  kNotServing,
  // It can be heard no more.
  kLost,
};

// The call by which a handler tells its health as it changes:
// https://github.com/grpc/grpc/blob/master/doc/health-checking.md
// A handler without that service counts as healthy.
class HealthWatch : public Http2Stream {
 public:
  // Is told the health, and in words why it is not kServing. Must not destroy
  // the watch.
  using Listener = std::function<void(HandlerHealth, std::string_view reason)>;

  explicit HealthWatch(Listener tell) : tell_(std::move(tell)) {}

  // Its request is empty, which is the service of the empty name.
  static constexpr std::string_view kPath = "/grpc.health.v1.Health/Watch";

 private:
  // A message is one number.
  static constexpr std::size_t kMaxBytes = 1024;

  void TakeField(std::string_view name, std::string_view value) override;
  void TakeBody(std::string_view bytes) override;
  void TakeEnd() override;
  void TakeFailure(std::string_view reason) override;

  const Listener tell_;
  GrpcStatus status_;
  GrpcMessages messages_{kMaxBytes};
};

}  // namespace herald
