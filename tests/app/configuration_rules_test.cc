// SPDX-License-Identifier: Apache-2.0
#include "app/configuration_rules.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>
#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "app/rule_table.h"
#include "herald/v1/definition.pb.h"

namespace herald {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct RuleCase {
  std::string yaml;
  std::string error;
};

void ExpectErrors(const std::string& before, const std::string& after,
                  const std::vector<RuleCase>& cases) {
  const ConfigurationFolder folder;
  for (const RuleCase& test : cases) {
    const auto errors = folder.ErrorsIn(before + test.yaml + after);
    if (test.error.empty()) {
      EXPECT_THAT(errors, IsEmpty()) << test.yaml;
    } else {
      EXPECT_THAT(errors, ElementsAre("herald.yaml:" + test.error))
          << test.yaml;
    }
  }
}

TEST(ConfigurationRules, BoundWhatTheServerMayBeTold) {
  const std::string after = "}\nproviders: [{name: a, sandbox: {}}]\n";
  ExpectErrors(
      "server: {", after,
      {
          {"io_threads: 1", ""},
          {"io_threads: 0", "1:22: server.io_threads: must be 1 to 256"},
          {"io_threads: -1", "1:22: server.io_threads: must be 1 to 256"},
          {"io_threads: 0x101", "1:22: server.io_threads: must be 1 to 256"},
          {"io_threads: 99999999999",
           "1:22: server.io_threads: must be a whole number of 32 bits"},
          {"io_threads: '1'",
           "1:22: server.io_threads: must be a whole number"},
          {"io_threads: 1.0",
           "1:22: server.io_threads: must be a whole number"},
          {"max_request_bytes: 1023",
           "1:29: server.max_request_bytes: must be 1024 to 67108864"},
          {"max_delivery_time: 9ms",
           "1:29: server.max_delivery_time: must be 10ms to 5m"},
          {"max_delivery_time: 1.5s", ""},
          {"max_delivery_time: 20",
           "1:29: server.max_delivery_time: must be a number and a unit (ms, "
           "s, m or h), such as 500ms"},
          {"max_delivery_time: -1s",
           "1:29: server.max_delivery_time: must be a number and a unit (ms, "
           "s, m or h), such as 500ms"},
          {"max_delivery_time: 999999999999h",
           "1:29: server.max_delivery_time: must be 10ms to 5m"},
          {"shutdown_grace: 0s", ""},
          {"shutdown_grace: 6m",
           "1:26: server.shutdown_grace: must be 0s to 5m"},
          {"listen: '[::1]:0'", ""},
          {"listen: 127.0.0.1",
           "1:18: server.listen: must be an address and a port, such as "
           "127.0.0.1:50051 or [::1]:50051"},
          {"listen: ':50051'",
           "1:18: server.listen: must be an address and a port, such as "
           "127.0.0.1:50051 or [::1]:50051"},
          {"listen: 'a:65536'",
           "1:18: server.listen: must be an address and a port, such as "
           "127.0.0.1:50051 or [::1]:50051"},
          {"tls: {certificate_file: a}",
           "1:15: server.tls.private_key_file: is required"},
      });
}

TEST(ConfigurationRules, SayWhereAndHowMuchToShow) {
  ExpectErrors("providers: [{name: a, sandbox: {}}]\n", "",
               {
                   {"monitoring: {listen: 127.0.0.1:9464}", ""},
                   {"monitoring: {}",
                    "2:13: monitoring.listen: is required; an address and a "
                    "port, such as 127.0.0.1:50051 or [::1]:50051"},
                   {"monitoring: {listen: 9464}",
                    "2:22: monitoring.listen: must be an address and a port, "
                    "such as 127.0.0.1:50051 or [::1]:50051"},
                   {"logging: {severity: warning}", ""},
                   {"logging: {severity: loud}",
                    "2:21: logging.severity: must be one of info, error, "
                    "warning"},
                   {"logging: {recipient_hash_key: {env: HERALD_NO_SUCH_KEY}}",
                    "2:37: logging.recipient_hash_key.env: the environment "
                    "variable HERALD_NO_SUCH_KEY is not set; set it to the "
                    "secret"},
               });
}

TEST(ConfigurationRules, AskForAtLeastOneProvider) {
  ExpectErrors("", "",
               {{"server: {}", "1:1: providers: is required"},
                {"providers:", "1:1: providers: is required"},
                {"providers: []", "1:12: providers: is required"}});
}

TEST(ConfigurationRules, AskForGoodAndUniqueNames) {
  const std::string allowed =
      "1 to 63 lower-case letters, digits, - and _, beginning with a letter";
  ExpectErrors(
      "providers: [{sandbox: {}, ", "}]\n",
      {{"name: a-b_9", ""},
       {"name: ''", "1:33: providers[0].name: is required; " + allowed},
       {"name: A", "1:33: providers[0].name: must be " + allowed},
       {"name: 1a", "1:33: providers[0].name: must be " + allowed},
       {"name: " + std::string(64, 'a'),
        "1:33: providers[0].name: must be " + allowed},
       {"timeout: 1s", "1:13: providers[0].name: is required; " + allowed}});
  EXPECT_THAT(ConfigurationFolder().ErrorsIn("providers:\n"
                                             "- {name: a, sandbox: {}}\n"
                                             "- {name: b, sandbox: {}}\n"
                                             "- {name: a, sandbox: {}}\n"),
              ElementsAre("herald.yaml:4:10: providers[2].name: a is the "
                          "name on line 2 too; it must be unique"));
}

TEST(ConfigurationRules, AskForWhatAMailServerNeeds) {
  ExpectErrors(
      "providers: [{name: a, smtp: {host: mail.example.com, ", "}}]\n",
      {
          {"tls: starttls", ""},
          {"tls: tls",
           "1:59: providers[0].smtp.tls: must be one of none, starttls, "
           "implicit"},
          {"port: 65536", "1:60: providers[0].smtp.port: must be 1 to 65535"},
          {"max_connections: 1001",
           "1:71: providers[0].smtp.max_connections: must be 1 to 1000"},
          {"max_mails_per_connection: 0",
           "1:80: providers[0].smtp.max_mails_per_connection: must be 1 to "
           "100000"},
          {"idle_timeout: 0s", ""},
          {"max_connection_age: 0s",
           "1:74: providers[0].smtp.max_connection_age: must be 1s to 24h"},
          {"auth: {username: a}",
           "1:60: providers[0].smtp.auth.password: is required"},
          {"dkim: [{domain: a..b, selector: s, private_key: {env: HOME}}]",
           "1:70: providers[0].smtp.dkim[0].domain: must be a domain name in "
           "ASCII, such as example.com"},
      });
}

TEST(ConfigurationRules, AskForWhatAnHttpProviderNeeds) {
  ExpectErrors(
      "providers: [{name: a, http: {", "}}]\n",
      {
          {"method: GET", "1:29: providers[0].http.url: is required"},
          {"url: a, raw: {template: a}",
           "1:43: providers[0].http.raw.content_type: is required"},
          {"url: a, headers: {'': a}",
           "1:48: providers[0].http.headers.: is required"},
          {"url: a, rules: [{when: a, outcome: delivered}]", ""},
          {"url: a, rules: [{when: a}]",
           "1:46: providers[0].http.rules[0].outcome: is required; one of "
           "delivered, retry, dropped"},
          {"url: a, rules: [{when: a, outcome: dropped}]",
           "1:46: providers[0].http.rules[0].scope: is required unless the "
           "outcome is delivered"},
          {"url: a, rules: [{when: a, outcome: delivered, reason_code: a}]",
           "1:89: providers[0].http.rules[0].reason_code: must be upper-case "
           "letters, digits and underscores, at most 63"},
      });
}

TEST(ConfigurationRules, AskForASenderOfTwilioMessages) {
  ExpectErrors(
      "providers: [{name: a, twilio_messaging: {account_sid: "
      "AC0123456789abcdef0123456789ABCDEF, auth_token: {env: HOME}, ",
      "}}]\n",
      {{"from: Herald", ""},
       {"messaging_service_sid: MG0123456789abcdef0123456789abcdef", ""},
       {"ring_timeout: 30s",
        "1:41: providers[0].twilio_messaging: has no sender; give "
        "messaging_service_sid or from"},
       {"from: a, api_key_sid: AC0123456789abcdef0123456789abcdef",
        "1:138: providers[0].twilio_messaging.api_key_sid: must be SK and 32 "
        "hexadecimal digits"}});
}

// All fields within a message, by the names that rules give them.
void Collect(const Descriptor& type, std::set<const FieldDescriptor*>* fields) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    const bool is_new = fields->insert(field).second;
    const Descriptor* inner = field->message_type();
    const bool is_ours =
        inner != nullptr && inner->file()->package() == "herald.v1";
    if (is_new && is_ours) Collect(*inner, fields);
  }
}

TEST(ConfigurationRules, BoundEveryNumberAndDuration) {
  std::set<const FieldDescriptor*> fields;
  Collect(*v1::Configuration::descriptor(), &fields);
  Collect(*v1::ProviderDefinition::descriptor(), &fields);
  std::set<std::string_view> rules;
  for (const FieldRule& rule : FieldRules()) rules.insert(rule.field);
  for (const FieldDescriptor* field : fields) {
    // The weights of routes have their bound where routes are compiled.
    if (field->containing_type()->options().map_entry()) continue;
    // What callers send has its bounds where it is validated.
    if (field->file() == v1::Notification::descriptor()->file() ||
        field->file() == v1::User::descriptor()->file()) {
      continue;
    }
    const bool is_bounded =
        field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
        (field->message_type() != nullptr &&
         field->message_type()->full_name() == "google.protobuf.Duration");
    const std::string name =
        field->containing_type()->name() + "." + field->name();
    EXPECT_TRUE(!is_bounded || rules.contains(name)) << name;
    rules.erase(name);
  }
  EXPECT_THAT(rules, IsEmpty()) << "rules without a field";
}

}  // namespace
}  // namespace herald
