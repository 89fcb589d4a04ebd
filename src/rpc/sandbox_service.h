// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <functional>

#include "delivery/recorded_notifications.h"
#include "herald/v1/sandbox_service.grpc.pb.h"

namespace herald {

// Lists what the sandbox providers were given. Called on gRPC threads.
class SandboxService final : public v1::SandboxService::CallbackService {
 public:
  // `sandboxes` gives those in force; any thread may call it.
  explicit SandboxService(std::function<Sandboxes()> sandboxes)
      : sandboxes_(std::move(sandboxes)) {}

  grpc::ServerUnaryReactor* ListSandboxNotifications(
      grpc::CallbackServerContext* context,
      const v1::ListSandboxNotificationsRequest* request,
      v1::ListSandboxNotificationsResponse* response) override;

 private:
  grpc::Status List(const v1::ListSandboxNotificationsRequest& request,
                    v1::ListSandboxNotificationsResponse& response) const;

  const std::function<Sandboxes()> sandboxes_;
};

}  // namespace herald
