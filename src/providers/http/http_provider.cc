// SPDX-License-Identifier: Apache-2.0
#include "providers/http/http_provider.h"

#include <utility>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_replace.h"
#include "delivery/attempt.h"
#include "delivery/notification_variables.h"
#include "providers/carried_channels.h"
#include "providers/http/access_tokens.h"
#include "providers/http/answer_rules.h"
#include "providers/http/http_request.h"
#include "providers/http/parameter_variables.h"
#include "providers/http/request_signer.h"
#include "providers/named_template.h"
#include "providers/provider_request.h"
#include "providers/trace_header.h"
#include "providers/variable_name.h"

namespace herald {
namespace {

using NoTexts = std::map<std::string, std::string>;

// Everything of the configuration that attempts need; immutable.
struct HttpPlan {
  CarriedChannels channels;
  SecretVariables secrets;
  ParameterTexts parameters = ParameterTexts(NoTexts());
  std::optional<liquid::Condition> precondition;
  HttpRequestPlan request;
  AnswerRules answer;
};

// What changes from one request to the next.
struct HttpSession {
  // Null if the scheme needs none.
  std::unique_ptr<RequestSigner> signer;
  std::unique_ptr<AccessTokens> tokens;
};

class HttpProvider : public Provider {
 public:
  HttpProvider(HttpPlan plan, HttpSession session, HttpClient& client,
               const Clock& clock)
      : plan_(std::move(plan)),
        session_(std::move(session)),
        client_(client),
        clock_(clock) {}

  absl::Status CanCarry(const v1::Notification& notification) const override {
    return plan_.channels.CanCarry(notification);
  }

  Prepared Prepare(const v1::Notification& notification,
                   const AttemptContext& context) const override {
    const NotificationVariables own(notification, context.request_id,
                                    &plan_.secrets, context.idempotency_key);
    const ParameterVariables with_parameters(own, plan_.parameters);
    const liquid::Object& variables = VariablesOf(own, with_parameters);
    if (!IsSuitable(variables)) return {.refusal = Unsuitable()};
    auto request = BuildHttpRequest(plan_.request, variables);
    if (!request.ok()) return {.refusal = InvalidRequest(request.status())};
    const absl::Status status = Sign(*request);
    if (!status.ok()) return {.refusal = InvalidRequest(status)};
    return {.request = ToProviderRequest(*request)};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    const NotificationVariables own(notification, context.request_id,
                                    &plan_.secrets, context.idempotency_key);
    const ParameterVariables with_parameters(own, plan_.parameters);
    const liquid::Object& variables = VariablesOf(own, with_parameters);
    if (!IsSuitable(variables)) co_return Unsuitable();
    auto request = BuildHttpRequest(plan_.request, variables);
    if (!request.ok()) co_return InvalidRequest(request.status());
    const absl::Status status = Sign(*request);
    if (!status.ok()) co_return InvalidRequest(status);
    // Whoever stands between may change it, so it is not signed.
    AddTraceHeader(context.traceparent, *request);
    if (session_.tokens != nullptr) {
      co_return co_await DeliverWithToken(*request, variables,
                                          context.deadline);
    }
    const HttpResult result = co_await client_.Send(*request, context.deadline);
    co_return InterpretHttpAnswer(plan_.answer, result, variables,
                                  clock_.WallNow());
  }

 private:
  static v1::Attempt InvalidRequest(const absl::Status& status) {
    return Dropped(v1::SCOPE_CONTENT, "INVALID_REQUEST",
                   std::string(status.message()));
  }

  static v1::Attempt Unsuitable() {
    return Dropped(v1::SCOPE_CONTENT, "UNSUITABLE",
                   "the provider's precondition does not hold for it");
  }

  // Few providers have parameters; the others need not look for them.
  const liquid::Object& VariablesOf(
      const liquid::Object& own, const liquid::Object& with_parameters) const {
    return plan_.parameters.empty() ? own : with_parameters;
  }

  bool IsSuitable(const liquid::Object& variables) const {
    if (!plan_.precondition.has_value()) return true;
    const auto holds = plan_.precondition->Holds(variables);
    return holds.ok() && *holds;
  }

  absl::Status Sign(HttpRequest& request) const {
    if (session_.signer == nullptr) return absl::OkStatus();
    return session_.signer->Sign(clock_.WallNow(), request);
  }

  // A 401 means that nothing was done: the token may have ended early, and is
  // replaced once.
  boost::asio::awaitable<v1::Attempt> DeliverWithToken(
      const HttpRequest& unauthorized, const liquid::Object& variables,
      Deadline deadline) {
    for (bool is_first = true;; is_first = false) {
      const AccessTokens::Result got = co_await session_.tokens->Get(deadline);
      const auto* token = std::get_if<std::string>(&got);
      if (token == nullptr) co_return std::get<v1::Attempt>(got);
      HttpRequest request = unauthorized;
      request.headers.push_back({"Authorization", "Bearer " + *token});
      const HttpResult result = co_await client_.Send(request, deadline);
      const auto* response = std::get_if<HttpResponse>(&result);
      const bool is_refused = response != nullptr && response->status == 401;
      if (is_refused) session_.tokens->Forget(*token);
      if (is_refused && is_first) continue;
      v1::Attempt attempt = InterpretHttpAnswer(plan_.answer, result, variables,
                                                clock_.WallNow());
      attempt.set_reason(
          absl::StrReplaceAll(attempt.reason(), {{*token, "[token]"}}));
      co_return attempt;
    }
  }

  const HttpPlan plan_;
  const HttpSession session_;
  HttpClient& client_;
  const Clock& clock_;
};

HttpSession MakeSession(
    const v1::HttpProvider& config, const Secrets& secrets, HttpClient& client,
    const Clock& clock, FieldViolations& violations,
    const std::shared_ptr<const ClientCertificate>& certificate) {
  const v1::HttpAuth& auth = config.auth();
  HttpSession session;
  session.signer = MakeRequestSigner(auth, secrets, violations);
  if (!auth.has_oauth2()) return session;
  HttpRequest request = MakeTokenRequest(auth.oauth2(), secrets, violations);
  const bool is_parsed = !request.origin.host.empty();
  if (config.has_tls() && is_parsed && !request.origin.is_tls) {
    violations.Add("auth.oauth2.token_url", kNeedsTls);
  }
  request.origin.certificate = certificate;
  session.tokens =
      std::make_unique<AccessTokens>(std::move(request), client, clock);
  return session;
}

}  // namespace

std::unique_ptr<Provider> MakeHttpProvider(
    const v1::HttpProvider& config, const Secrets& secrets, HttpClient& client,
    const Clock& clock, FieldViolations& violations,
    std::shared_ptr<const ClientCertificate> certificate) {
  const std::size_t before = violations.all().size();
  HttpPlan plan;
  plan.channels = CarriedChannels(config.channels(), violations);
  for (const auto& [name, secret] : config.secrets()) {
    CheckVariableName("secrets", name, violations);
    plan.secrets.Put(name, secrets.Get(secret));
  }
  for (const auto& [name, text] : config.parameters()) {
    CheckVariableName("parameters", name, violations);
  }
  plan.parameters = ParameterTexts(config.parameters());
  if (!config.precondition().empty()) {
    plan.precondition =
        CompileCondition("precondition", config.precondition(), violations);
  }
  plan.request = CompileHttpRequest(config, secrets, violations);
  plan.answer = CompileAnswerRules(config, violations);
  HttpSession session =
      MakeSession(config, secrets, client, clock, violations, certificate);
  plan.request.certificate = std::move(certificate);
  if (violations.all().size() != before) return nullptr;
  return std::make_unique<HttpProvider>(std::move(plan), std::move(session),
                                        client, clock);
}

}  // namespace herald
