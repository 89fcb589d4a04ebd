// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "delivery/engine.h"
#include "delivery/memory_limit_store.h"
#include "delivery/memory_replay_store.h"
#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_pause.h"
#include "fakes/fake_provider.h"

namespace herald {

// An engine with fake providers, `first` and `second` unless a test says
// otherwise, and an SMS for them. The engine is made at the first use, so that
// a test can say how before.
class EngineFixture : public testing::Test {
 protected:
  using Response = v1::DeliverNotificationResponse;

  EngineFixture() {
    v1::PhoneNotification& phone =
        *request_.mutable_notification()->mutable_phone();
    phone.set_recipient("+18085555555");
    phone.set_code("471112");
    AddProvider("first");
    AddProvider("second");
    call_.deadline = clock_.Now() + std::chrono::seconds(20);
    call_.caller_gone = &caller_gone_;
    call_.recipient.set_country("US");
  }

  v1::Provider& AddProvider(const std::string& name) {
    v1::Provider& provider = *configuration_.add_providers();
    provider.set_name(name);
    owned_.push_back(std::make_unique<FakeProvider>());
    fakes_.push_back(owned_.back().get());
    return provider;
  }

  // A route with these providers in order.
  v1::Route& AddRoute(const std::string& name, const std::string& when,
                      const std::vector<std::string>& providers) {
    v1::Route& route = *configuration_.add_routes();
    route.set_name(name);
    route.set_when(when);
    for (const std::string& provider : providers) {
      (*route.add_providers()->mutable_weights())[provider] = 1;
    }
    return route;
  }

  Engine& engine() {
    if (engine_ == nullptr) Make();
    return *engine_;
  }

  absl::StatusOr<Response> Deliver() {
    absl::StatusOr<Delivery> delivery =
        Await(engine().Deliver(request_, call_));
    if (!delivery.ok()) return delivery.status();
    refusals_ = std::move(delivery->refusals);
    return std::move(delivery->response);
  }

  void ExpireIn(int seconds) {
    request_.mutable_expire_time()->set_seconds(
        absl::ToUnixSeconds(clock_.WallNow()) + seconds);
  }

  FakeProvider& first() { return *fakes_[0]; }
  FakeProvider& second() { return *fakes_[1]; }

  FakeClock clock_;
  v1::Configuration configuration_;
  std::vector<FakeProvider*> fakes_;
  v1::DeliverNotificationRequest request_;
  CallContext call_;
  std::atomic<bool> caller_gone_ = false;

  // Of the guard, in the latest delivery.
  std::vector<GuardRefusal> refusals_;
  std::vector<std::shared_ptr<CircuitBreaker>> breakers_;

 private:
  void Make() {
    FieldViolations violations;
    routes_ = std::make_unique<Routes>(configuration_, violations);
    guard_ = std::make_unique<Guard>(configuration_.guard(), "", violations);
    ASSERT_TRUE(violations.empty()) << violations.all()[0].description;
    std::vector<NamedProvider> providers;
    for (int i = 0; i < configuration_.providers_size(); ++i) {
      const v1::Provider& config = configuration_.providers(i);
      breakers_.push_back(
          std::make_shared<CircuitBreaker>(config.circuit_breaker()));
      providers.push_back({config.name(), std::chrono::seconds(10),
                           std::move(owned_[static_cast<std::size_t>(i)]),
                           breakers_.back(), Backoff(config.retry())});
    }
    engine_ = std::make_unique<Engine>(std::move(providers),
                                       EngineParts{.routes = *routes_,
                                                   .guard = *guard_,
                                                   .limits = limits_,
                                                   .replays = replays_,
                                                   .redactor = redactor_,
                                                   .clock = clock_,
                                                   .pause = pause_});
  }

  const Redactor redactor_{{"s3cret"}};
  MemoryReplayStore replays_{ReplayBoundsOf(v1::Idempotency(), 1), clock_};
  MemoryLimitStore limits_{1'000'000, clock_};
  FakePause pause_{clock_};
  std::unique_ptr<Routes> routes_;
  std::unique_ptr<Guard> guard_;
  std::vector<std::unique_ptr<FakeProvider>> owned_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace herald
