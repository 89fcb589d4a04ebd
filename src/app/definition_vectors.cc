// SPDX-License-Identifier: Apache-2.0
#include "app/definition_vectors.h"

#include <utility>

#include <set>

#include "app/definition_expansion.h"
#include "app/definition_parameters.h"
#include "app/mail_vectors.h"
#include "app/message_walk.h"
#include "app/vector_comparison.h"
#include "app/vector_samples.h"
#include "delivery/attempt.h"
#include "delivery/idempotency_key.h"
#include "delivery/notification_variables.h"
#include "fmt/format.h"
#include "liquid/json.h"
#include "providers/http/answer_rules.h"
#include "providers/http/http_provider.h"
#include "providers/http/parameter_variables.h"

namespace herald {
namespace {

constexpr std::string_view kProviderName = "vector";

// Stands still at the time of all vectors, 2026-01-02T03:04:05Z.
class VectorClock : public Clock {
 public:
  std::chrono::steady_clock::time_point Now() const override { return {}; }
  absl::Time WallNow() const override {
    return absl::FromCivil(absl::CivilSecond(2026, 1, 2, 3, 4, 5),
                           absl::UTCTimeZone());
  }
};

// Vectors send nothing.
class SilentClient : public HttpClient {
 public:
  boost::asio::awaitable<HttpResult> Send(
      const HttpRequest&, std::chrono::steady_clock::time_point) override {
    co_return HttpError{.message = "vectors send nothing"};
  }
};

// The parameters of one vector, as a user would give them.
GivenParameters ExamplesFor(const v1::ProviderDefinition& definition,
                            const v1::DefinitionVector& vector,
                            Secrets& secrets) {
  GivenParameters given;
  for (const auto& [name, parameter] : definition.parameters()) {
    const auto own = vector.parameters().find(name);
    const bool is_needed =
        !parameter.optional() && parameter.default_().empty();
    std::string value = parameter.example();
    if (value.empty() && is_needed) value = "example-" + name;
    if (own != vector.parameters().end()) value = own->second;
    if (value.empty()) continue;
    v1::ParameterValue& parameter_value = given[PublicName(definition, name)];
    if (parameter.secret()) {
      parameter_value.mutable_secret()->set_env(name);
      secrets.Put(parameter_value.secret(), std::move(value));
    } else {
      parameter_value.set_text(std::move(value));
    }
  }
  return given;
}

HttpResponse ToResponse(const v1::VectorAnswer& answer) {
  HttpResponse response{.status = answer.status()};
  for (const v1::NamedValue& header : answer.headers()) {
    response.headers.push_back({header.name(), header.value()});
  }
  response.body = answer.has_json() ? JsonTextOf(answer.json()) : answer.body();
  return response;
}

// Runs one vector.
class VectorRun {
 public:
  VectorRun(const v1::ProviderDefinition& definition,
            const v1::DefinitionVector& vector)
      : vector_(vector) {
    notification_ =
        vector.has_notification()
            ? vector.notification()
            : SampleNotification(vector.channel() == v1::CHANNEL_UNSPECIFIED
                                     ? definition.channels(0)
                                     : vector.channel());
    const GivenParameters given = ExamplesFor(definition, vector, secrets_);
    const ParameterValues values =
        TakeParameters(definition, given, secrets_, violations_);
    provider_ = ExpandDefinition(definition, values, violations_);
  }

  // The fields that the provider's own checks refuse, below its kind.
  FieldViolations violations_;

  std::string Differences() {
    return provider_.has_smtp()
               ? CompareMailVector(vector_, notification_, provider_.smtp(),
                                   secrets_, clock_.WallNow(), violations_)
               : HttpDifferences();
  }

 private:
  std::string HttpDifferences() {
    SilentClient client;
    const auto provider =
        MakeHttpProvider(http(), secrets_, client, clock_, violations_);
    if (provider == nullptr) return "";
    if (!provider->CanCarry(notification_).ok()) {
      return "the notification's channel is none of the definition's\n";
    }
    AttemptContext context{.request_id = vector_.request_id()};
    context.idempotency_key =
        IdempotencyKey(vector_.request_id(), kProviderName);
    const Prepared prepared = provider->Prepare(notification_, context);
    std::string differences;
    if (vector_.has_request()) {
      differences = CompareRequest(vector_.request(), prepared);
    }
    if (!vector_.has_outcome()) return differences;
    if (!vector_.has_answer() && !prepared.refusal.has_value()) {
      return differences + "outcome: it would be sent; give an answer\n";
    }
    return differences +
           CompareOutcome(vector_.outcome(), vector_.has_answer()
                                                 ? Interpret(context)
                                                 : *prepared.refusal);
  }

  v1::Attempt Interpret(const AttemptContext& context) {
    const AnswerRules rules = CompileAnswerRules(http(), violations_);
    SecretVariables secrets;
    const NotificationVariables own(notification_, context.request_id, &secrets,
                                    context.idempotency_key);
    const ParameterTexts parameters(http().parameters());
    const ParameterVariables variables(own, parameters);
    return InterpretHttpAnswer(rules, ToResponse(vector_.answer()), variables,
                               clock_.WallNow());
  }

  const v1::HttpProvider& http() const { return provider_.http(); }

  const v1::DefinitionVector& vector_;
  const VectorClock clock_;
  v1::Notification notification_;
  Secrets secrets_;
  v1::Provider provider_;
};

}  // namespace

std::vector<VectorFailure> RunVectors(const v1::ProviderDefinition& definition,
                                      FieldViolations& violations) {
  std::vector<VectorFailure> failures;
  std::set<std::string> reported;
  for (int i = 0; i < definition.vectors_size(); ++i) {
    VectorRun run(definition, definition.vectors(i));
    std::string differences = run.Differences();
    for (const FieldViolation& violation : run.violations_.all()) {
      const bool is_parameter = violation.field.starts_with("parameters");
      const std::string field =
          is_parameter ? fmt::format("vectors[{}].{}", i, violation.field)
                       : MemberPath(definition.has_smtp() ? "smtp" : "http",
                                    violation.field);
      if (reported.insert(field + violation.description).second) {
        violations.Add(field, violation.description);
      }
    }
    if (!differences.empty()) failures.push_back({i, std::move(differences)});
  }
  if (!violations.empty()) failures.clear();
  return failures;
}

}  // namespace herald
