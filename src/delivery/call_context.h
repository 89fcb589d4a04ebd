// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "delivery/clock.h"
#include "delivery/digest.h"
#include "herald/v1/explanation.pb.h"
#include "telemetry/trace_context.h"

namespace herald {

// What the engine is told about a call besides the request.
struct CallContext {
  // When the call came.
  std::chrono::steady_clock::time_point start;

  Deadline deadline;

  // Set, by any thread, once nobody waits for the answer. Attempts that have
  // not begun by then are not made.
  const std::atomic<bool>* caller_gone = nullptr;

  // The request's, taken before a template worded it.
  Digest fingerprint;

  // What is known about the recipient.
  v1::RecipientFacts recipient;

  // The span that the delivery is in its caller's trace.
  TraceContext trace;

  // The locale of the template that worded the notification, if one did.
  std::string template_locale;
};

}  // namespace herald
