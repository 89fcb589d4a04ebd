// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "absl/strings/ascii.h"
#include "providers/http/answer_rules.h"
#include "providers/named_template.h"

namespace herald {
namespace {

constexpr std::size_t kMaxRules = 1000;
constexpr std::size_t kMaxReasonCodeLength = 63;

bool IsReasonCode(std::string_view code) {
  return code.size() <= kMaxReasonCodeLength &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

void CheckOutcome(const v1::HttpRule& rule, const std::string& field,
                  FieldViolations& violations) {
  if (rule.outcome() == v1::OUTCOME_UNSPECIFIED ||
      !v1::Outcome_IsValid(rule.outcome())) {
    violations.Add(field + ".outcome",
                   "must be one of delivered, retry, dropped");
    return;
  }
  const bool has_scope = rule.scope() != v1::SCOPE_UNSPECIFIED;
  if (rule.outcome() == v1::OUTCOME_DELIVERED && has_scope) {
    violations.Add(field + ".scope", "is for failures; leave it out");
  }
  if (rule.outcome() != v1::OUTCOME_DELIVERED &&
      (!has_scope || !v1::Scope_IsValid(rule.scope()))) {
    violations.Add(field + ".scope",
                   "must be one of recipient, content, account, provider, "
                   "transport, policy, deadline");
  }
}

std::optional<AnswerRule> CompileRule(const v1::HttpRule& rule,
                                      const std::string& field,
                                      FieldViolations& violations) {
  CheckOutcome(rule, field, violations);
  if (!IsReasonCode(rule.reason_code())) {
    violations.Add(field + ".reason_code",
                   "must be at most 63 upper-case letters, digits and "
                   "underscores");
  }
  std::optional<liquid::Template> reason;
  if (!rule.reason().empty()) {
    reason = CompileTemplate(field + ".reason", rule.reason(), violations);
  }
  std::optional<liquid::Template> retry_after;
  if (!rule.retry_after().empty()) {
    retry_after =
        CompileTemplate(field + ".retry_after", rule.retry_after(), violations);
  }
  if (rule.when().empty()) {
    violations.Add(field + ".when", "is required");
    return {};
  }
  auto when = CompileCondition(field + ".when", rule.when(), violations);
  if (!when.has_value()) return {};
  return AnswerRule{*std::move(when),  rule.outcome(),
                    rule.scope(),      rule.reason_code(),
                    std::move(reason), std::move(retry_after)};
}

}  // namespace

AnswerRules CompileAnswerRules(const v1::HttpProvider& config,
                               FieldViolations& violations) {
  AnswerRules compiled;
  if (config.rules_size() > static_cast<int>(kMaxRules)) {
    violations.Add("rules", fmt::format("must be at most {}", kMaxRules));
    return compiled;
  }
  for (int i = 0; i < config.rules_size(); ++i) {
    auto rule =
        CompileRule(config.rules(i), fmt::format("rules[{}]", i), violations);
    if (rule.has_value()) compiled.rules.push_back(*std::move(rule));
  }
  if (!config.success().empty()) {
    compiled.success =
        CompileCondition("success", config.success(), violations);
  }
  if (!config.message_id().empty()) {
    compiled.message_id =
        CompileTemplate("message_id", config.message_id(), violations);
  }
  if (!config.retry_after().empty()) {
    compiled.retry_after =
        CompileTemplate("retry_after", config.retry_after(), violations);
  }
  return compiled;
}

}  // namespace herald
