// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "delivery/field_violation.h"
#include "herald/v1/outcome.pb.h"
#include "herald/v1/provider.pb.h"
#include "http/http_client.h"
#include "liquid/liquid.h"

namespace herald {

// One of an HTTP provider's rules, compiled.
struct AnswerRule {
  liquid::Condition when;
  v1::Outcome outcome = v1::OUTCOME_DROPPED;
  v1::Scope scope = v1::SCOPE_PROVIDER;

  // Empty for the default.
  std::string reason_code;
  std::optional<liquid::Template> reason;
  std::optional<liquid::Template> retry_after;
};

// How an HTTP provider's answers are read: the configuration, compiled.
struct AnswerRules {
  std::vector<AnswerRule> rules;
  std::optional<liquid::Condition> success;
  std::optional<liquid::Template> message_id;

  // For retries that tell no time of their own.
  std::optional<liquid::Template> retry_after;
};

// Compiles the part of `config` that is about answers. Adds what is wrong with
// it to `violations`; the rules must not be used then.
AnswerRules CompileAnswerRules(const v1::HttpProvider& config,
                               FieldViolations& violations);

// What became of a notification: by the first rule that holds, then by the
// condition for success, then by the default table. An answer with a status of
// success whose body would have to decide and cannot be read is "possibly
// sent": neither a delivery nor a reason to send it again. `variables` are the
// notification's.
v1::Attempt InterpretHttpAnswer(const AnswerRules& rules,
                                const HttpResult& result,
                                const liquid::Object& variables,
                                absl::Time now);

}  // namespace herald
