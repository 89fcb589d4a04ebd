// SPDX-License-Identifier: Apache-2.0
#include "delivery/memory_replay_store.h"

#include <utility>

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "delivery/duration.h"

namespace herald {
namespace {

using Response = v1::DeliverNotificationResponse;

constexpr std::chrono::hours kDefaultRetention(24);
constexpr int kDefaultMaxEntries = 500'000;

Response Replay(const RememberedAnswers::Answer& answer) {
  Response response;
  response.ParseFromString(answer.response);
  response.set_replayed(true);
  return response;
}

}  // namespace

ReplayBounds ReplayBoundsOf(const v1::Idempotency& settings, int stores) {
  const int max_entries =
      settings.max_entries() == 0 ? kDefaultMaxEntries : settings.max_entries();
  return {.retention = settings.has_retention()
                           ? ToNanoseconds(settings.retention())
                           : kDefaultRetention,
          .max_answers =
              static_cast<std::size_t>(std::max(1, max_entries / stores))};
}

class MemoryReplayStore::MemoryClaim : public ReplayClaim {
 public:
  MemoryClaim(MemoryReplayStore& store, const Digest& id,
              std::shared_ptr<DeliveryUnderWay> delivery)
      : store_(store), id_(id), delivery_(std::move(delivery)) {}

  ~MemoryClaim() override {
    if (delivery_ == nullptr) return;
    if (delivery_->has_waiters()) {
      DeliveryUnderWay& delivery = *delivery_;
      delivery.HandOver(
          std::make_unique<MemoryClaim>(store_, id_, std::move(delivery_)));
    } else {
      store_.under_way_.erase(id_);
    }
  }

  boost::asio::awaitable<void> Settle(const Response& response) override {
    if (!IsRemembered(response)) co_return;
    const std::shared_ptr<DeliveryUnderWay> delivery = std::move(delivery_);
    store_.under_way_.erase(id_);
    store_.Remember(id_, delivery->fingerprint(), response);
    Response replay = response;
    replay.set_replayed(true);
    delivery->Answer(std::move(replay));
  }

 private:
  MemoryReplayStore& store_;
  const Digest id_;

  // Null once settled.
  std::shared_ptr<DeliveryUnderWay> delivery_;
};

MemoryReplayStore::MemoryReplayStore(const ReplayBounds& bounds,
                                     const Clock& clock)
    : clock_(clock) {
  SetBounds(bounds);
}

void MemoryReplayStore::SetBounds(const ReplayBounds& bounds) {
  answers_.SetBounds(bounds.retention, bounds.max_answers);
}

boost::asio::awaitable<ClaimAnswer> MemoryReplayStore::Claim(
    std::string_view request_id, const Digest& fingerprint, Deadline deadline) {
  const Digest id = DigestOf({request_id});
  answers_.Forget(clock_.Now());
  UpdateStatistics();
  if (std::optional<ClaimAnswer> known = Find(id, fingerprint))
    co_return *std::move(known);

  std::shared_ptr<DeliveryUnderWay>& under_way = under_way_[id];
  if (under_way == nullptr) {
    under_way = std::make_shared<DeliveryUnderWay>(fingerprint);
    co_return std::make_unique<MemoryClaim>(*this, id, under_way);
  }
  DeliveryUnderWay::Waiter waiter(co_await boost::asio::this_coro::executor,
                                  under_way);
  co_return co_await waiter.Wait(deadline);
}

boost::asio::awaitable<ClaimAnswer> MemoryReplayStore::Look(
    std::string_view request_id, const Digest& fingerprint) {
  const Digest id = DigestOf({request_id});
  if (std::optional<ClaimAnswer> known = Find(id, fingerprint))
    co_return *std::move(known);
  if (under_way_.contains(id)) co_return StillUnderWay();
  co_return std::unique_ptr<ReplayClaim>();
}

// What needs neither claiming nor waiting.
std::optional<ClaimAnswer> MemoryReplayStore::Find(const Digest& id,
                                                   const Digest& fingerprint) {
  const RememberedAnswers::Answer* const answer =
      answers_.Find(id, clock_.Now());
  if (answer != nullptr) {
    if (answer->fingerprint != fingerprint) return RequestIdTaken();
    return Replay(*answer);
  }
  const auto found = under_way_.find(id);
  if (found != under_way_.end() && found->second->fingerprint() != fingerprint)
    return RequestIdTaken();
  return std::nullopt;
}

void MemoryReplayStore::Remember(const Digest& id, const Digest& fingerprint,
                                 const Response& response) {
  answers_.Add({.request_id = id,
                .fingerprint = fingerprint,
                .time = clock_.Now(),
                .response = response.SerializeAsString()});
  UpdateStatistics();
}

void MemoryReplayStore::UpdateStatistics() {
  size_.store(answers_.size(), std::memory_order_relaxed);
  forgotten_early_.store(answers_.forgotten_early(), std::memory_order_relaxed);
}

}  // namespace herald
