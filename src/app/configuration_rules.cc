// SPDX-License-Identifier: Apache-2.0
#include "app/configuration_rules.h"

#include <map>
#include <string>
#include <string_view>

#include "app/field_rules.h"
#include "app/message_walk.h"
#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::Message;

// Looks at rules between the fields of one message.
class CrossFieldRules {
 public:
  CrossFieldRules(const Places& places, ConfigurationErrors& errors)
      : places_(places), errors_(errors) {}

  void Check(const Message& message, const std::string& path) {
    if (auto* provider = dynamic_cast<const v1::Provider*>(&message)) {
      CheckUnique(provider->name(), path, providers_);
    } else if (auto* limit = dynamic_cast<const v1::RateLimit*>(&message)) {
      CheckUnique(limit->name(), path, limits_);
    } else if (auto* rule = dynamic_cast<const v1::HttpRule*>(&message)) {
      CheckScope(*rule, path);
    } else if (auto* twilio =
                   dynamic_cast<const v1::TwilioMessagingProvider*>(&message)) {
      CheckSender(*twilio, path);
    }
  }

 private:
  // The fields that give things of one kind their names.
  using ByName = std::map<std::string, std::string, std::less<>>;

  void CheckUnique(const std::string& name, const std::string& path,
                   ByName& by_name) {
    const std::string field = MemberPath(path, "name");
    if (name.empty() || errors_.IsIn(field)) return;
    const auto [first, is_first] = by_name.try_emplace(name, field);
    if (is_first) return;
    errors_.Add(field, places_,
                fmt::format("{} is the name on line {} too; it must be unique",
                            name, places_.Find(first->second).place.line));
  }

  void CheckScope(const v1::HttpRule& rule, const std::string& path) {
    const std::string field = MemberPath(path, "scope");
    const bool is_failure = rule.outcome() == v1::OUTCOME_RETRY ||
                            rule.outcome() == v1::OUTCOME_DROPPED;
    const bool has_scope = rule.scope() != v1::SCOPE_UNSPECIFIED;
    if (!is_failure || has_scope || errors_.IsIn(field)) return;
    errors_.Add(field, places_, "is required unless the outcome is delivered");
  }

  void CheckSender(const v1::TwilioMessagingProvider& provider,
                   const std::string& path) {
    const std::string service = MemberPath(path, "messaging_service_sid");
    const std::string from = MemberPath(path, "from");
    const bool has_sender =
        !provider.messaging_service_sid().empty() || !provider.from().empty();
    if (has_sender || errors_.IsIn(service) || errors_.IsIn(from)) return;
    errors_.Add(path, places_,
                "has no sender; give messaging_service_sid or from");
  }

  const Places& places_;
  ConfigurationErrors& errors_;
  ByName providers_;
  ByName limits_;
};

}  // namespace

void CheckRules(v1::Configuration& configuration, const Places& places,
                ConfigurationErrors& errors) {
  CrossFieldRules cross_field_rules(places, errors);
  VisitMessages(configuration, "",
                [&](const Message& message, const std::string& path) {
                  if (errors.IsIn(path)) return;
                  CheckFieldRules(message, path, places, errors);
                  cross_field_rules.Check(message, path);
                });
}

}  // namespace herald
