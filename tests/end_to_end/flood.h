// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "herald/v1/notification_service.grpc.pb.h"

namespace herald {

// How many of `all` calls a test makes: each of them if the environment's
// HERALD_PROGRAM names the program, a fifth if it is this build's, which is
// slow under its sanitizers.
int FloodSize(int all);

// Makes many calls, a bounded number of them at a time, over a few channels.
class Flood {
 public:
  using Request = v1::DeliverNotificationRequest;
  using Response = v1::DeliverNotificationResponse;

  // Hears of every call's end; called by one thread at a time.
  using Listener = std::function<void(const grpc::Status&, const Response&)>;

  // The same, with the call's request.
  using CallListener =
      std::function<void(const Request&, const grpc::Status&, const Response&)>;

  // Makes the request of a call, of which the first is 0.
  using Maker = std::function<Request(int call)>;

  Flood(const std::string& address, int max_in_flight, CallListener listener);
  Flood(const std::string& address, int max_in_flight, Listener listener);

  // Makes this many calls and waits for the last of them.
  void Send(const Maker& make, int calls);
  void Send(const Request& request, int calls);

 private:
  struct Call {
    grpc::ClientContext context;
    Request request;
    Response response;
  };

  void Begin(Request request);
  void End(std::shared_ptr<const Call> call, const grpc::Status& status);

  const int max_in_flight_;
  const CallListener listener_;
  std::vector<std::unique_ptr<v1::NotificationService::Stub>> stubs_;

  std::mutex mutex_;
  std::condition_variable changed_;
  int in_flight_ = 0;
  std::size_t next_stub_ = 0;
};

}  // namespace herald
