// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>

#include "delivery/call_context.h"
#include "herald/v1/notification_service.grpc.pb.h"
#include "rpc/admission.h"
#include "rpc/lane.h"
#include "rpc/reply.h"

namespace herald {

// What a lane does for a call. Each coroutine owns all that it needs, so that
// it may outlive the call; what the lane refers to outlives the coroutine.
// `context` lacks what is found out about the request.

// Delivers, records what became of it, and answers.
boost::asio::awaitable<void> Deliver(
    Lane lane, v1::DeliverNotificationRequest request, CallContext context,
    Admission::Ticket ticket, Reply<v1::DeliverNotificationResponse> reply);

// Answers what a delivery would do.
boost::asio::awaitable<void> Explain(Lane lane,
                                     v1::DeliverNotificationRequest request,
                                     CallContext context,
                                     Admission::Ticket ticket,
                                     Reply<v1::ExplainDeliveryResponse> reply);

}  // namespace herald
