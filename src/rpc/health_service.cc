// SPDX-License-Identifier: Apache-2.0
#include "rpc/health_service.h"

#include <grpcpp/support/async_stream.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace herald {
namespace {

using AsyncHealth = grpc::health::v1::Health::AsyncService;

constexpr std::size_t kMaxWatches = 1000;

}  // namespace

// One who watches a service, until the stream is cancelled, by them or by the
// end of the server. It owns itself. The service's lock guards it.
class HealthService::Watch {
 public:
  static void Await(HealthService& health, CallQueue& queue) {
    auto* watch = new Watch(health, queue);
    health.service_.RequestWatch(&watch->context_, &watch->request_,
                                 &watch->stream_, queue.get(), queue.get(),
                                 &watch->begin_);
  }

  // Tells the service's status unless it was told last. The lock is held.
  void Tell() {
    const Response::ServingStatus status = health_.StatusOf(request_.service());
    if (is_busy_ || told_ == status) return;
    told_ = status;
    is_busy_ = true;
    Response response;
    response.set_status(status);
    stream_.Write(response, &idle_);
  }

 private:
  Watch(HealthService& health, CallQueue& queue)
      : health_(health), hold_(queue) {
    context_.AsyncNotifyWhenDone(&end_);
  }

  void Begin(bool is_ok) {
    if (!is_ok) {
      delete this;
      return;
    }
    Await(health_, hold_.queue());
    const std::lock_guard guard(health_.lock_);
    if (health_.watches_.size() < kMaxWatches) {
      health_.watches_.insert(this);
      return Tell();
    }
    is_busy_ = true;
    stream_.Finish(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                "too many watch the health"),
                   &idle_);
  }

  void Idle(bool) {
    const std::lock_guard guard(health_.lock_);
    is_busy_ = false;
    if (is_over_) {
      delete this;
    } else if (health_.watches_.contains(this)) {
      Tell();
    }
  }

  void End(bool) {
    const std::lock_guard guard(health_.lock_);
    health_.watches_.erase(this);
    is_over_ = true;
    if (!is_busy_) delete this;
  }

  HealthService& health_;
  const CallQueue::Hold hold_;
  grpc::ServerContext context_;
  Request request_;
  grpc::ServerAsyncWriter<Response> stream_{&context_};
  CallQueue::EventOf<Watch, &Watch::Begin> begin_{*this};
  CallQueue::EventOf<Watch, &Watch::Idle> idle_{*this};
  CallQueue::EventOf<Watch, &Watch::End> end_{*this};
  std::optional<Response::ServingStatus> told_;
  bool is_busy_ = false;
  bool is_over_ = false;
};

HealthService::HealthService(std::vector<std::string> services)
    : services_(std::move(services)),
      check_{std::bind_front(&AsyncHealth::RequestCheck, &service_),
             std::bind_front(&HealthService::Check, this)} {}

void HealthService::Await(CallQueue& queue) {
  AwaitCalls(check_, queue);
  Watch::Await(*this, queue);
}

void HealthService::Shutdown() {
  const std::lock_guard guard(lock_);
  is_serving_ = false;
  for (Watch* watch : watches_) watch->Tell();
}

void HealthService::Check(const grpc::ServerContext&, Request& request,
                          Reply<Response> reply) {
  Response response;
  {
    const std::lock_guard guard(lock_);
    response.set_status(StatusOf(request.service()));
  }
  if (response.status() == Response::SERVICE_UNKNOWN) {
    return reply.Refuse(
        grpc::Status(grpc::StatusCode::NOT_FOUND, "unknown service"));
  }
  reply.Send(response);
}

grpc::health::v1::HealthCheckResponse::ServingStatus HealthService::StatusOf(
    const std::string& service) const {
  if (!service.empty() && !std::ranges::count(services_, service))
    return Response::SERVICE_UNKNOWN;
  return is_serving_ ? Response::SERVING : Response::NOT_SERVING;
}

}  // namespace herald
