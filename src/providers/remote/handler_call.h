// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "herald/v1/notification_handler_service.pb.h"
#include "http/http2_stream.h"
#include "http/signal.h"
#include "providers/remote/grpc_messages.h"
#include "providers/remote/grpc_status.h"
#include "providers/remote/verdict.h"

namespace herald {

using HandlerReply = std::variant<HandlerError, v1::HandleNotificationResponse>;

// One call to a handler. Lives in the frame of the attempt that makes it.
class HandlerCall : public Http2Stream {
 public:
  HandlerCall(const boost::asio::any_io_executor& executor,
              std::chrono::steady_clock::time_point deadline)
      : begun_(std::chrono::steady_clock::now()),
        is_over_(executor, deadline) {}

  // Waits until the call, which has been begun, is over, or its deadline.
  boost::asio::awaitable<void> Wait() { return is_over_.Wait(); }

  bool is_over() const { return is_over_.is_given(); }
  std::chrono::steady_clock::duration age() const {
    return std::chrono::steady_clock::now() - begun_;
  }

  // What has come of it by then. Takes the call back if it is not over.
  HandlerReply TakeReply();

 private:
  // A verdict is small: reasons, codes and ids together are below 5 KiB.
  static constexpr std::size_t kMaxBytes = 64 << 10;

  void TakeField(std::string_view name, std::string_view value) override;
  void TakeBody(std::string_view bytes) override;
  void TakeEnd() override;
  void TakeFailure(std::string_view reason) override;

  HandlerReply Interpret();
  HandlerError Failed(GrpcCode code, std::string reason) const;

  const std::chrono::steady_clock::time_point begun_;
  GrpcStatus status_;
  GrpcMessages messages_{kMaxBytes};
  std::size_t size_ = 0;
  std::string failure_;
  Signal is_over_;
};

}  // namespace herald
