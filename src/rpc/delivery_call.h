// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <memory>

#include "herald/v1/notification_service.pb.h"
#include "rpc/admission.h"
#include "rpc/lane.h"

namespace herald {

// The bridge between gRPC and Asio: one DeliverNotification call. gRPC owns it
// from Start to OnDone; the coroutine that does the work runs on a lane and
// owns all that it needs, so that it may outlive the call.
class DeliveryCall : public grpc::ServerUnaryReactor {
 public:
  using Request = v1::DeliverNotificationRequest;
  using Response = v1::DeliverNotificationResponse;

  // Hands the call over to the lane. Called on a gRPC thread. What the lane
  // refers to outlives the coroutine; the lane itself, the server's, may not.
  static DeliveryCall* Start(const Lane& lane, Admission::Ticket ticket,
                             const Request& request, Response* response,
                             const CallContext& context);

  // The caller went away, or the server's grace is over: the call ends, while
  // an attempt under way goes on without it.
  void OnCancel() override;

  void OnDone() override { delete this; }

 private:
  // What the call and its coroutine share. Whoever sets `is_finished` first
  // may touch the call; nobody else may, for it can be gone by then.
  struct Shared {
    std::atomic<bool> caller_gone = false;
    std::atomic<bool> is_finished = false;
  };

  static void Record(const Lane& lane, const LaneSetup& setup,
                     const Request& request, const CallContext& context,
                     const grpc::Status& status,
                     const absl::StatusOr<Delivery>& delivery);

  explicit DeliveryCall(Response* response) : response_(response) {}

  static boost::asio::awaitable<void> Run(DeliveryCall* call,
                                          std::shared_ptr<Shared> shared,
                                          Lane lane, Request request,
                                          CallContext context,
                                          Admission::Ticket ticket);

  Response* const response_;
  const std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

}  // namespace herald
