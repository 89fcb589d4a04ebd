// SPDX-License-Identifier: Apache-2.0
#include "providers/sandbox/sandbox_provider.h"

#include <fmt/format.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "delivery/attempt.h"
#include "http/ascii_case.h"
#include "providers/http_answer.h"
#include "providers/sandbox/sandbox_script.h"

namespace herald {
namespace {

constexpr int kDefaultCapacity = 100;
constexpr int kMaxCapacity = 10'000;

std::string ScopeWord(v1::Scope scope) {
  constexpr std::size_t kPrefixLength = std::string_view("SCOPE_").size();
  return AsciiToLower(v1::Scope_Name(scope).substr(kPrefixLength));
}

v1::Attempt Play(const SandboxScript& script, std::uint64_t number) {
  if (script.outcome == v1::OUTCOME_DELIVERED) {
    return Delivered(fmt::format("sandbox-{}", number));
  }
  const std::string reason = fmt::format(
      "the sandbox was asked for this, with scope {}", ScopeWord(script.scope));
  if (script.outcome == v1::OUTCOME_DROPPED) {
    return Dropped(script.scope, "SANDBOX_DROPPED", reason);
  }
  v1::Attempt attempt =
      script.possibly_sent
          ? PossiblySent(script.scope, "SANDBOX_POSSIBLY_SENT", reason)
          : Retry(script.scope, "SANDBOX_RETRY", reason);
  if (script.retry_after > absl::ZeroDuration()) {
    SetRetryAfter(script.retry_after, &attempt);
  }
  return attempt;
}

class SandboxProvider : public Provider {
 public:
  SandboxProvider(RecordedNotifications& recorded, const Clock& clock)
      : recorded_(recorded), clock_(clock) {}

  absl::Status CanCarry(const v1::Notification&) const override {
    return absl::OkStatus();
  }

  Prepared Prepare(const v1::Notification&,
                   const AttemptContext&) const override {
    return {};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    const std::uint64_t number =
        recorded_.Record(notification, context.request_id, clock_.WallNow());
    const SandboxScript script = ScriptFor(notification);
    if (script.delay == absl::ZeroDuration()) co_return Play(script, number);

    const auto left = context.deadline - clock_.Now();
    const bool is_in_time = script.delay < absl::FromChrono(left);
    const std::chrono::nanoseconds wait =
        is_in_time ? absl::ToChronoNanoseconds(script.delay) : left;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                    wait);
    boost::system::error_code error;
    co_await timer.async_wait(
        boost::asio::redirect_error(boost::asio::use_awaitable, error));
    if (is_in_time) co_return Play(script, number);
    co_return PossiblySent(v1::SCOPE_DEADLINE, "SANDBOX_STALLED",
                           "the sandbox was asked not to answer in time");
  }

 private:
  RecordedNotifications& recorded_;
  const Clock& clock_;
};

}  // namespace

std::size_t SandboxCapacity(const v1::SandboxProvider& config) {
  return config.capacity() == 0 ? kDefaultCapacity : config.capacity();
}

std::unique_ptr<Provider> MakeSandboxProvider(const v1::SandboxProvider& config,
                                              RecordedNotifications& recorded,
                                              const Clock& clock,
                                              FieldViolations& violations) {
  if (config.capacity() < 0 || config.capacity() > kMaxCapacity) {
    violations.Add("capacity", fmt::format("must be 1 to {}", kMaxCapacity));
    return nullptr;
  }
  return std::make_unique<SandboxProvider>(recorded, clock);
}

}  // namespace herald
