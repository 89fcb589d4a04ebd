// SPDX-License-Identifier: Apache-2.0
#include "providers/http/answer_rules.h"

#include <fmt/format.h>

#include <string_view>
#include <variant>

#include "delivery/attempt.h"
#include "providers/answer_variables.h"
#include "providers/http_answer.h"
#include "providers/retry_after.h"

namespace herald {
namespace {

// What a text that leaves this server may be made of.
class WithoutSecrets : public liquid::Object {
 public:
  explicit WithoutSecrets(const liquid::Object& variables)
      : variables_(variables) {}

  liquid::Value Find(std::string_view name) const override {
    return name == "secrets" ? liquid::Value() : variables_.Find(name);
  }

 private:
  const liquid::Object& variables_;
};

// The text, without white space around it; empty if the template fails.
std::string RenderText(const std::optional<liquid::Template>& text,
                       const liquid::Object& variables) {
  if (!text.has_value()) return {};
  const auto rendered = text->Render(WithoutSecrets(variables));
  if (!rendered.ok()) return {};
  const std::size_t begin = rendered->find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  const std::size_t end = rendered->find_last_not_of(" \t\r\n") + 1;
  return rendered->substr(begin, end - begin);
}

// Evaluates conditions, and remembers whether one could not be.
class Judge {
 public:
  explicit Judge(const AnswerVariables& variables) : variables_(variables) {}

  bool Holds(const liquid::Condition& condition) {
    const auto holds = condition.Holds(variables_);
    if (!holds.ok()) has_failed_ = true;
    return holds.ok() && *holds;
  }

  bool has_failed() const { return has_failed_; }

 private:
  const AnswerVariables& variables_;
  bool has_failed_ = false;
};

// Sets `retry_after` of a retry from what the template gives, unless it is set.
void ApplyWait(const std::optional<liquid::Template>& wait,
               const AnswerVariables& variables, absl::Time now,
               v1::Attempt& attempt) {
  if (!wait.has_value() || attempt.has_retry_after() ||
      attempt.outcome() != v1::OUTCOME_RETRY) {
    return;
  }
  const auto duration = ParseRetryTime(RenderText(wait, variables), now);
  if (duration.has_value()) SetRetryAfter(*duration, &attempt);
}

v1::Attempt ByRule(const AnswerRule& rule, const AnswerRules& rules,
                   const HttpResponse& response,
                   const AnswerVariables& variables, absl::Time now) {
  if (rule.outcome == v1::OUTCOME_DELIVERED) {
    return Delivered(RenderText(rules.message_id, variables));
  }
  v1::Attempt attempt;
  attempt.set_outcome(rule.outcome);
  attempt.set_scope(rule.scope);
  attempt.set_reason_code(rule.reason_code.empty()
                              ? fmt::format("HTTP_{}", response.status)
                              : rule.reason_code);
  const std::string reason = RenderText(rule.reason, variables);
  attempt.set_reason(
      reason.empty() ? fmt::format("HTTP status {}", response.status) : reason);
  ApplyWait(rule.retry_after, variables, now, attempt);
  if (!attempt.has_retry_after()) ApplyRetryAfter(response, now, &attempt);
  ApplyWait(rules.retry_after, variables, now, attempt);
  return attempt;
}

v1::Attempt Unreadable(const HttpResponse& response) {
  return PossiblySent(
      v1::SCOPE_PROVIDER, "MALFORMED_RESPONSE",
      fmt::format("HTTP status {}, and the body that should tell the outcome "
                  "cannot be read",
                  response.status));
}

}  // namespace

v1::Attempt InterpretHttpAnswer(const AnswerRules& rules,
                                const HttpResult& result,
                                const liquid::Object& variables,
                                absl::Time now) {
  if (const auto* error = std::get_if<HttpError>(&result)) {
    return InterpretHttpError(*error);
  }
  const HttpResponse& response = std::get<HttpResponse>(result);
  const AnswerVariables answer(variables, response);
  Judge judge(answer);
  for (const AnswerRule& rule : rules.rules) {
    if (judge.Holds(rule.when)) {
      return ByRule(rule, rules, response, answer, now);
    }
  }
  const bool is_2xx = response.status >= 200 && response.status < 300;
  const bool is_success =
      rules.success.has_value() ? judge.Holds(*rules.success) : is_2xx;
  if (!is_success && !is_2xx) {
    v1::Attempt attempt = InterpretHttpStatus(response, now);
    ApplyWait(rules.retry_after, answer, now, attempt);
    return attempt;
  }

  const bool missed_body = answer.has_missed_body();
  if (judge.has_failed()) return Unreadable(response);
  if (is_success) {
    // An empty body holds no error; another that cannot be read may.
    if (missed_body && !response.body.empty()) return Unreadable(response);
    return Delivered(RenderText(rules.message_id, answer));
  }
  if (missed_body) return Unreadable(response);
  return Dropped(v1::SCOPE_CONTENT, "REJECTED",
                 fmt::format("HTTP status {}, but the condition for success "
                             "does not hold",
                             response.status));
}

}  // namespace herald
