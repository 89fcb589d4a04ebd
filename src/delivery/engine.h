// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "delivery/clock.h"
#include "delivery/provider.h"
#include "herald/v1/notification_service.pb.h"
#include "telemetry/redaction.h"

namespace herald {

// A provider under the name that callers know, with the bound on its attempts.
struct NamedProvider {
  std::string name;
  std::chrono::nanoseconds timeout;
  std::unique_ptr<Provider> provider;
};

// What the engine is told about a call besides the request.
struct CallContext {
  Deadline deadline;

  // Set, by any thread, once nobody waits for the answer. Attempts that have
  // not begun by then are not made.
  const std::atomic<bool>* caller_gone;
};

// Decides who carries a notification, and what became of it. The only place
// that looks at outcomes to decide what happens next. One object serves one
// I/O thread; what it is constructed with outlives it.
class Engine {
 public:
  Engine(std::vector<NamedProvider> providers, const Redactor& redactor,
         const Clock& clock);

  // Delivers one validated notification. NOT_FOUND for an unknown provider,
  // FAILED_PRECONDITION if the provider, or every provider, cannot carry the
  // content, CANCELLED if the caller went away before anything was tried. The
  // arguments must outlive the awaitable.
  boost::asio::awaitable<absl::StatusOr<v1::DeliverNotificationResponse>>
  Deliver(const v1::DeliverNotificationRequest& request,
          const CallContext& call);

 private:
  absl::StatusOr<NamedProvider*> Choose(
      const v1::DeliverNotificationRequest& request);
  absl::Status NoSuchProvider() const;
  std::optional<v1::Attempt> TooLate(
      const v1::DeliverNotificationRequest& request,
      const CallContext& call) const;
  AttemptContext ContextFor(const NamedProvider& provider,
                            const v1::DeliverNotificationRequest& request,
                            const CallContext& call) const;
  v1::DeliverNotificationResponse Preview(
      const NamedProvider& provider,
      const v1::DeliverNotificationRequest& request,
      const AttemptContext& context) const;
  boost::asio::awaitable<v1::Attempt> Try(
      NamedProvider& provider, const v1::DeliverNotificationRequest& request,
      const AttemptContext& context);

  std::vector<NamedProvider> providers_;
  const Redactor& redactor_;
  const Clock& clock_;
};

}  // namespace herald
