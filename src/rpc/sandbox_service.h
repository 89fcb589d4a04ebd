// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <functional>

#include "delivery/recorded_notifications.h"
#include "herald/v1/sandbox_service.grpc.pb.h"
#include "rpc/queued_service.h"
#include "rpc/unary_call.h"

namespace herald {

// Lists what the sandbox providers were given. Any thread may call it.
class SandboxService final : public QueuedService {
 public:
  // `sandboxes` gives those in force; any thread may call it.
  explicit SandboxService(std::function<Sandboxes()> sandboxes);

  grpc::Service& service() override { return service_; }
  void Await(CallQueue& queue) override;

 private:
  grpc::Status List(const v1::ListSandboxNotificationsRequest& request,
                    v1::ListSandboxNotificationsResponse& response) const;

  v1::SandboxService::AsyncService service_;
  const std::function<Sandboxes()> sandboxes_;
  const UnaryMethod<v1::ListSandboxNotificationsRequest,
                    v1::ListSandboxNotificationsResponse>
      list_;
};

}  // namespace herald
