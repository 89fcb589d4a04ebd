// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "grpc/health/v1/health.grpc.pb.h"
#include "rpc/queued_service.h"
#include "rpc/unary_call.h"

namespace herald {

// grpc.health.v1.Health: tells whether the server as a whole, and each of its
// services, takes calls. gRPC's own has callbacks, whose threads would take
// part in the reading of all other calls. Any thread may call it.
class HealthService final : public QueuedService {
 public:
  // `services` are full names. All serve until Shutdown.
  explicit HealthService(std::vector<std::string> services);

  grpc::Service& service() override { return service_; }
  void Await(CallQueue& queue) override;

  // Tells NOT_SERVING to everyone who watches, and to who asks from now on.
  void Shutdown();

 private:
  using Request = grpc::health::v1::HealthCheckRequest;
  using Response = grpc::health::v1::HealthCheckResponse;

  class Watch;

  void Check(const grpc::ServerContext& context, Request& request,
             Reply<Response> reply);

  // SERVICE_UNKNOWN if there is none of that name. The lock is held.
  Response::ServingStatus StatusOf(const std::string& service) const;

  const std::vector<std::string> services_;
  grpc::health::v1::Health::AsyncService service_;
  const UnaryMethod<Request, Response> check_;
  std::mutex lock_;
  bool is_serving_ = true;
  std::set<Watch*> watches_;
};

}  // namespace herald
