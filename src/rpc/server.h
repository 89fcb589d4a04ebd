// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/clock.h"
#include "delivery/recorded_notifications.h"
#include "rpc/lane.h"
#include "telemetry/metrics.h"

namespace grpc {
class Server;
}  // namespace grpc

namespace herald {

class CallQueue;
class HealthService;
class NotificationService;
class QueuedService;

// The gRPC edge's settings; herald.v1.Server explains each.
struct ServerOptions {
  std::string listen = "127.0.0.1:50051";

  // The certificate chain and the private key in PEM; both empty for
  // plaintext.
  std::string certificate_chain;
  std::string private_key;

  int max_calls_in_flight = 20'000;
  int max_request_bytes = 5 << 20;
  std::chrono::nanoseconds max_delivery_time = std::chrono::seconds(20);
};

// A running gRPC server: NotificationService, SandboxService, health and
// reflection. What the lanes refer to, metrics and clock outlive it.
class Server {
 public:
  // Listens and serves; `sandboxes` gives those in force. UNAVAILABLE if the
  // address cannot be listened at. The certificate and the key must be sound
  // and belong together.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options, std::vector<Lane> lanes,
      std::function<Sandboxes()> sandboxes, Metrics& metrics,
      const Clock& clock);

  // Shuts down without grace, unless Shutdown was called.
  ~Server();

  // Where it listens, with the real port, for example `127.0.0.1:50051`.
  const std::string& address() const { return address_; }

  // Deliveries, including those whose callers went away.
  int calls_in_flight() const;

  // Tells health checks NOT_SERVING, takes no further calls, and returns when
  // those in flight have finished. After `grace` the rest are cancelled.
  // Returns how many attempts were still under way then. The lanes must be
  // running.
  int Shutdown(std::chrono::nanoseconds grace);

 private:
  Server(const ServerOptions& options, std::vector<Lane> lanes,
         std::function<Sandboxes()> sandboxes, Metrics& metrics,
         const Clock& clock);

  const std::vector<Lane> lanes_;
  std::vector<std::unique_ptr<QueuedService>> services_;
  NotificationService& notifications_;
  HealthService& health_;
  std::vector<std::unique_ptr<CallQueue>> queues_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace herald
