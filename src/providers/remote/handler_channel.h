// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/channel.h>
#include <grpcpp/security/credentials.h>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "delivery/clock.h"
#include "herald/v1/notification_handler_service.grpc.pb.h"
#include "providers/remote/handler_address.h"
#include "providers/remote/handler_calls.h"

namespace herald {

// The connection of one I/O thread to one handler. It is made with the first
// call, kept, and made anew when it breaks; gRPC watches the handler's health
// over it. The I/O threads share none, as they share nothing else.
class HandlerChannel {
 public:
  // What became of waiting for the handler.
  enum class State { kReady, kUnreachable, kNoTime };

  struct Reply {
    grpc::Status status;
    v1::HandleNotificationResponse response;

    // Whether the handler says with an error that nothing was sent.
    bool says_not_sent = false;
  };

  // `calls` outlives what is under way. `server_name` is for TLS; may be
  // empty.
  HandlerChannel(const HandlerAddress& address,
                 const std::shared_ptr<grpc::ChannelCredentials>& credentials,
                 const std::string& server_name, HandlerCalls& calls);

  // Waits for a connection to a healthy handler. Nothing has been sent so far,
  // whatever comes of it. Does not wait for the next try once one has failed.
  boost::asio::awaitable<State> BecomeReady(Deadline deadline);

  // Makes the call, which may reach the handler whatever comes of it. The
  // arguments outlive the awaitable.
  boost::asio::awaitable<Reply> Call(
      const v1::HandleNotificationRequest& request,
      const std::string& traceparent, Deadline deadline);

 private:
  HandlerCalls& calls_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::NotificationHandlerService::Stub> stub_;
};

}  // namespace herald
