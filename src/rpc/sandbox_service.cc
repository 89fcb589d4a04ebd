// SPDX-License-Identifier: Apache-2.0
#include "rpc/sandbox_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "rpc/status.h"

namespace herald {

SandboxService::SandboxService(std::function<Sandboxes()> sandboxes)
    : sandboxes_(std::move(sandboxes)),
      list_{std::bind_front(&v1::SandboxService::AsyncService::
                                RequestListSandboxNotifications,
                            &service_),
            [this](const grpc::ServerContext&, const auto& request,
                   Reply<v1::ListSandboxNotificationsResponse> reply) {
              v1::ListSandboxNotificationsResponse response;
              const grpc::Status status = List(request, response);
              if (!status.ok()) return reply.Refuse(status);
              reply.Send(response);
            }} {}

void SandboxService::Await(CallQueue& queue) { AwaitCalls(list_, queue); }

grpc::Status SandboxService::List(
    const v1::ListSandboxNotificationsRequest& request,
    v1::ListSandboxNotificationsResponse& response) const {
  if (request.page_size() < 0) {
    FieldViolations violations;
    violations.Add("page_size", "is negative");
    return InvalidArgument(violations);
  }
  const Sandboxes sandboxes = sandboxes_();
  const auto found = std::ranges::find_if(sandboxes, [&](const Sandbox& one) {
    return request.provider().empty() || one.name == request.provider();
  });
  if (found == sandboxes.end()) {
    std::vector<std::string> names;
    for (const Sandbox& sandbox : sandboxes)
      names.push_back(fmt::format("`{}`", sandbox.name));
    return grpc::Status(
        grpc::StatusCode::NOT_FOUND,
        names.empty() ? std::string("no sandbox provider is configured")
                      : fmt::format("there is no such sandbox provider; there "
                                    "are {}",
                                    fmt::join(names, ", ")));
  }
  const std::size_t limit = request.page_size() > 0
                                ? static_cast<std::size_t>(request.page_size())
                                : std::numeric_limits<std::size_t>::max();
  for (v1::SandboxNotification& notification :
       found->recorded->List(limit, request.recipient()))
    *response.add_notifications() = std::move(notification);
  return grpc::Status::OK;
}

}  // namespace herald
