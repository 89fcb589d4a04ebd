// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <grpcpp/impl/service_type.h>

#include "rpc/call_queue.h"

namespace herald {

// A gRPC service whose calls come by CallQueues.
class QueuedService {
 public:
  virtual ~QueuedService() = default;

  // What gRPC is to serve.
  virtual grpc::Service& service() = 0;

  // Takes calls that come by this queue, from now on. The server has been
  // built; the queue ends before the service.
  virtual void Await(CallQueue& queue) = 0;
};

}  // namespace herald
