// SPDX-License-Identifier: Apache-2.0
// What ten million recipients cost, each with a limit and a cool-down, while
// all of them are remembered. Fails if it is more than 1 GiB.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <fstream>

#include "delivery/guard.h"
#include "delivery/memory_limit_store.h"
#include "delivery/recipient_facts.h"
#include "fakes/await.h"

namespace herald {
namespace {

constexpr int kRecipients = 10'000'000;
constexpr int kChecks = 100;
constexpr std::int64_t kMostMebibytes = 1024;

std::int64_t ResidentMebibytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE) >> 20;
}

v1::Guard Configuration() {
  v1::Guard guard;
  v1::RateLimit& limit = *guard.add_limits();
  limit.set_name("recipient");
  limit.set_by(v1::LIMIT_KEY_RECIPIENT);
  limit.set_count(3);
  limit.mutable_per()->set_seconds(24 * 3600);
  guard.mutable_resend_cooldown()->set_seconds(24 * 3600);
  return guard;
}

// How many of the recipients from `first` on are refused.
boost::asio::awaitable<int> Send(const Guard& guard, LimitStore& store,
                                 int first) {
  const RateLimits none;
  v1::Notification notification;
  int refused = 0;
  for (int i = 0; i < kRecipients / kChecks; ++i) {
    notification.mutable_phone()->set_recipient(
        fmt::format("+49151{:08}", first + i));
    const v1::RecipientFacts facts = FactsOf(notification);
    const GuardDecision decision =
        co_await guard.Admit(notification, facts, none, store);
    if (decision.refusal) ++refused;
  }
  co_return refused;
}

int Measure() {
  const SystemClock clock;
  FieldViolations violations;
  const Guard guard(Configuration(), "", violations);
  MemoryLimitStore store(4LL * kRecipients, clock);
  const std::int64_t before = ResidentMebibytes();
  std::int64_t most = 0;
  int refused = 0;
  const auto start = clock.Now();
  for (int i = 0; i < kChecks; ++i) {
    refused += Await(Send(guard, store, i * (kRecipients / kChecks)));
    most = std::max(most, ResidentMebibytes() - before);
  }
  const std::chrono::duration<double, std::micro> took = clock.Now() - start;
  fmt::print(
      "{} recipients, {} counters, {} refused: {} MiB resident at most, {} "
      "MiB in tables, {:.2f} us each\n",
      kRecipients, store.counters(), refused, most, store.bytes() >> 20,
      took.count() / kRecipients);
  const bool is_complete =
      store.counters() == 2LL * kRecipients && refused == 0;
  return is_complete && most <= kMostMebibytes ? 0 : 1;
}

}  // namespace
}  // namespace herald

int main() { return herald::Measure(); }
