// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/time/time.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// What a recipient asks the sandbox to do.
struct SandboxScript {
  v1::Outcome outcome = v1::OUTCOME_DELIVERED;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;
  bool possibly_sent = false;

  // Zero for no `retry_after`.
  absl::Duration retry_after = absl::ZeroDuration();

  // How long the answer takes. Infinite for an answer that never comes.
  absl::Duration delay = absl::ZeroDuration();

  bool operator==(const SandboxScript&) const = default;
};

// The script for a recipient. A recipient that asks for nothing is delivered
// at once.
SandboxScript ScriptFor(const v1::Notification& notification);

// The script for a number in E.164: `+15005550` and three digits, where S is
// the number of a herald.v1.Scope, 1 to 7.
//
//   000       delivered
//   10S       dropped, scope S
//   20S       retry, scope S
//   22S       the same, after 30 s
//   208       retry, scope provider, after 30 s
//   30S       retry, scope S, possibly sent
//   32S       the same, after 30 s
//   401..403  delivered after 100 ms, 1 s, 5 s
//   404       never answers
SandboxScript ScriptForNumber(std::string_view number);

// The script for an address at `sandbox.test`, by the part before the `@` and
// any `+`:
//
//   [delay-TIME-] delivered
//   [delay-TIME-] drop-SCOPE
//   [delay-TIME-] retry-SCOPE [-after-TIME]
//   [delay-TIME-] possibly-sent-SCOPE [-after-TIME]
//   delay-TIME
//   stall
//
// TIME is a whole number and `ms`, `s`, `m` or `h`; SCOPE a scope's name in
// lower case.
SandboxScript ScriptForAddress(std::string_view address);

}  // namespace herald
