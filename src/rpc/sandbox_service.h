// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <string>
#include <vector>

#include "delivery/recorded_notifications.h"
#include "herald/v1/sandbox_service.grpc.pb.h"

namespace herald {

// The sandbox providers' notifications by the provider's name, in the order of
// the configuration.
using Sandboxes =
    std::vector<std::pair<std::string, const RecordedNotifications*>>;

// Lists what the sandbox providers were given. Called on gRPC threads.
class SandboxService final : public v1::SandboxService::CallbackService {
 public:
  // What `sandboxes` point to outlives the service.
  explicit SandboxService(Sandboxes sandboxes)
      : sandboxes_(std::move(sandboxes)) {}

  grpc::ServerUnaryReactor* ListSandboxNotifications(
      grpc::CallbackServerContext* context,
      const v1::ListSandboxNotificationsRequest* request,
      v1::ListSandboxNotificationsResponse* response) override;

 private:
  grpc::Status List(const v1::ListSandboxNotificationsRequest& request,
                    v1::ListSandboxNotificationsResponse& response) const;

  const Sandboxes sandboxes_;
};

}  // namespace herald
