// SPDX-License-Identifier: Apache-2.0
#include "end_to_end/flood.h"

#include <utility>

#include <chrono>
#include <cstdlib>

namespace herald {
namespace {

constexpr int kChannels = 4;
constexpr std::chrono::seconds kPatience(30);

}  // namespace

int FloodSize(int all) {
  return std::getenv("HERALD_PROGRAM") == nullptr ? all / 5 : all;
}

Flood::Flood(const std::string& address, int max_in_flight,
             CallListener listener)
    : max_in_flight_(max_in_flight), listener_(std::move(listener)) {
  for (int i = 0; i < kChannels; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("herald.channel", i);  // Else they share a connection.
    stubs_.push_back(v1::NotificationService::NewStub(grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments)));
  }
}

Flood::Flood(const std::string& address, int max_in_flight, Listener listener)
    : Flood(address, max_in_flight,
            [listener = std::move(listener)](
                const Request&, const grpc::Status& status,
                const Response& response) { listener(status, response); }) {}

void Flood::Send(const Request& request, int calls) {
  const Maker make = [&](int) { return request; };
  Send(make, calls);
}

void Flood::Send(const Maker& make, int calls) {
  std::unique_lock lock(mutex_);
  for (int i = 0; i < calls; ++i) {
    changed_.wait(lock, [this] { return in_flight_ < max_in_flight_; });
    ++in_flight_;
    lock.unlock();
    Begin(make(i));
    lock.lock();
  }
  changed_.wait(lock, [this] { return in_flight_ == 0; });
}

void Flood::Begin(Request request) {
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->context.set_deadline(std::chrono::system_clock::now() + kPatience);
  stubs_[next_stub_++ % stubs_.size()]->async()->DeliverNotification(
      &call->context, &call->request, &call->response,
      [this, call](grpc::Status status) mutable {
        End(std::move(call), status);
      });
}

void Flood::End(std::shared_ptr<const Call> call, const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  listener_(call->request, status, call->response);
  // Its context holds a channel, which must not outlive the others: gRPC's
  // threads cannot end with the last one if that is theirs.
  call.reset();
  --in_flight_;
  changed_.notify_one();
}

}  // namespace herald
