// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <vector>

#include "delivery/call_context.h"
#include "delivery/named_provider.h"
#include "delivery/pause.h"
#include "herald/v1/notification_service.pb.h"
#include "telemetry/redaction.h"

namespace herald {

// What attempts need of the thread they run on.
struct AttemptTools {
  const Redactor& redactor;
  const Clock& clock;
  Pause& pause;
  std::mt19937_64& random;
};

// The attempts of one delivery: asks the providers in their order for as long
// as that is safe and useful, and there is time.
class AttemptChain {
 public:
  // The providers, at least one, can carry the notification. An attempt that
  // is not the last takes at most `share_percent` of the time that is left.
  // All arguments outlive the chain.
  AttemptChain(const v1::DeliverNotificationRequest& request,
               const CallContext& call,
               const std::vector<NamedProvider*>& providers, int share_percent,
               AttemptTools tools);

  // What became of the notification, with all attempts. Nothing if the caller
  // went away before the first.
  boost::asio::awaitable<std::optional<v1::DeliverNotificationResponse>> Run();

  // What Run would answer now without asking anybody; nothing if it would ask.
  std::optional<v1::DeliverNotificationResponse> WhyNotNow() const;

  // What an attempt would be told that was made now, as the last.
  AttemptContext ContextFor(const NamedProvider& provider) const;

 private:
  // What to do after a provider has been asked.
  enum class Next { kGoOn, kStop };

  boost::asio::awaitable<Next> Ask(NamedProvider& provider, bool is_last);
  boost::asio::awaitable<Next> AskAgain(NamedProvider& provider, bool is_last);
  boost::asio::awaitable<bool> PauseBeforeRetry(const NamedProvider& provider,
                                                int retry);
  boost::asio::awaitable<bool> Try(NamedProvider& provider, bool is_last);
  bool IsLast(std::size_t index) const;
  bool MayBegin();
  std::optional<v1::Attempt> TooLate() const;
  std::chrono::nanoseconds TimeLeft() const;
  v1::DeliverNotificationResponse TakeConclusion();

  const v1::DeliverNotificationRequest& request_;
  const CallContext& call_;
  const std::vector<NamedProvider*>& providers_;
  const int share_percent_;
  const AttemptTools tools_;

  std::vector<v1::Attempt> attempts_;
  std::optional<std::chrono::nanoseconds> soonest_probe_;

  // Why no first attempt was made.
  std::optional<v1::Attempt> too_late_;
};

}  // namespace herald
