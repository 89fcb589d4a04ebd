// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "app/definition_parameters.h"
#include "app/definition_vectors.h"
#include "app/definitions.h"
#include "app/vector_failures.h"

namespace herald {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class EveryEntry : public testing::TestWithParam<std::string> {
 protected:
  // The entry's definition, which is in order.
  v1::ProviderDefinition Definition() {
    const ReadDefinition* read = definitions_.Find(GetParam());
    EXPECT_NE(read, nullptr);
    for (const ConfigurationError& error : read->errors.Sorted()) {
      ADD_FAILURE() << error.ToString();
    }
    return read->definition;
  }

  Definitions definitions_;
};

TEST_P(EveryEntry, KeepsItsVectors) {
  const v1::ProviderDefinition definition = Definition();
  EXPECT_EQ(FailuresOf(definition), "");
  EXPECT_GE(definition.vectors_size(), 3);
  int requests = 0;
  int answers = 0;
  for (const v1::DefinitionVector& vector : definition.vectors()) {
    requests += vector.has_request() || vector.has_mail();
    answers += vector.has_answer() || vector.has_reply();
  }
  EXPECT_GE(requests, 1);
  EXPECT_GE(answers, 2);
}

class EveryHttpEntry : public EveryEntry {};
class EveryMailEntry : public EveryEntry {};

TEST_P(EveryHttpEntry, FailsItsVectorsWithoutAnyOneOfItsRules) {
  const v1::ProviderDefinition definition = Definition();
  for (int i = 0; i < definition.http().rules_size(); ++i) {
    v1::ProviderDefinition broken = definition;
    broken.mutable_http()->mutable_rules(i)->set_when("false");
    EXPECT_NE(FailuresOf(broken), "")
        << "rule " << i << ": " << definition.http().rules(i).when();
    broken = definition;
    v1::HttpRule& rule = *broken.mutable_http()->mutable_rules(i);
    rule.set_scope(rule.scope() == v1::SCOPE_POLICY ? v1::SCOPE_DEADLINE
                                                    : v1::SCOPE_POLICY);
    EXPECT_NE(FailuresOf(broken), "") << "the scope of rule " << i;
  }
}

TEST_P(EveryHttpEntry, FailsItsVectorsWithAnotherIdeaOfSuccess) {
  const v1::ProviderDefinition definition = Definition();
  v1::ProviderDefinition broken = definition;
  broken.mutable_http()->set_success("false");
  EXPECT_NE(FailuresOf(broken), "");
  broken.mutable_http()->set_success("status < 500");
  EXPECT_NE(FailuresOf(broken), "");
  if (definition.http().message_id().empty()) return;
  broken = definition;
  broken.mutable_http()->set_message_id("other");
  EXPECT_NE(FailuresOf(broken), "");
}

TEST_P(EveryHttpEntry, FailsItsVectorsWithoutAPartOfTheRequest) {
  const v1::ProviderDefinition definition = Definition();
  v1::ProviderDefinition broken = definition;
  broken.mutable_http()->clear_body();
  EXPECT_NE(FailuresOf(broken), "");
  broken = definition;
  broken.mutable_http()->set_url("https://other.example/");
  EXPECT_NE(FailuresOf(broken), "");
  if (!definition.http().precondition().empty()) {
    broken = definition;
    broken.mutable_http()->clear_precondition();
    EXPECT_NE(FailuresOf(broken), "");
  }
  if (!definition.http().has_auth() || definition.http().auth().has_oauth2()) {
    return;
  }
  broken = definition;
  broken.mutable_http()->clear_auth();
  EXPECT_NE(FailuresOf(broken), "");
}

TEST_P(EveryMailEntry, FailsItsVectorsWithoutAnyPartOfTheServer) {
  const v1::ProviderDefinition definition = Definition();
  const auto* reflection =
      v1::SmtpDefinition::default_instance().GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(definition.smtp(), &fields);
  EXPECT_THAT(fields, SizeIs(testing::Ge(3u)));
  for (const auto* field : fields) {
    v1::ProviderDefinition broken = definition;
    reflection->ClearField(broken.mutable_smtp(), field);
    EXPECT_NE(FailuresOf(broken), "") << field->name();
  }
}

// What replies mean is no part of the entry, so that it is they that change: a
// refusal for good becomes one for now, or the other way round.
TEST_P(EveryMailEntry, FailsItsVectorsWithAnyOtherReply) {
  const v1::ProviderDefinition definition = Definition();
  for (int i = 0; i < definition.vectors_size(); ++i) {
    if (!definition.vectors(i).has_reply()) continue;
    v1::ProviderDefinition broken = definition;
    std::string& text =
        *broken.mutable_vectors(i)->mutable_reply()->mutable_text();
    text = (text[0] == '5' ? "4" : "5") + text.substr(1, 3) + "Other";
    EXPECT_NE(FailuresOf(broken), "") << definition.vectors(i).name();
  }
}

// Names of entries of this kind.
std::vector<std::string> NamesOf(bool is_mail) {
  Definitions definitions;
  std::vector<std::string> names;
  for (const std::string& name : definitions.Names()) {
    const bool has_smtp = definitions.Find(name)->definition.has_smtp();
    if (has_smtp == is_mail) names.push_back(name);
  }
  return names;
}

std::string EntryName(const testing::TestParamInfo<std::string>& entry) {
  return entry.param;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryEntry,
                         testing::ValuesIn(Definitions().Names()), EntryName);
INSTANTIATE_TEST_SUITE_P(Catalogue, EveryHttpEntry,
                         testing::ValuesIn(NamesOf(false)), EntryName);
INSTANTIATE_TEST_SUITE_P(Catalogue, EveryMailEntry,
                         testing::ValuesIn(NamesOf(true)), EntryName);

TEST(Catalogue, HasAtLeast44Entries) {
  EXPECT_THAT(Definitions().Names(), SizeIs(testing::Ge(44u)));
}

// https://auth0.com/docs/api/management/v2/emails/post-provider
TEST(Catalogue, HasWhatAuth0HasBuiltInUnderItsNames) {
  const std::map<std::string, std::vector<std::string>> rows = {
      {"auth0_azure_cs", {"connectionString"}},
      {"auth0_mailgun", {"api_key", "domain", "region"}},
      {"auth0_mandrill", {"api_key"}},
      {"auth0_ms365", {"tenantId", "clientId", "clientSecret"}},
      {"auth0_resend", {"api_key"}},
      {"auth0_sendgrid", {"api_key"}},
      {"auth0_ses", {"accessKeyId", "secretAccessKey", "region"}},
      {"auth0_smtp", {"smtp_host", "smtp_port", "smtp_user", "smtp_pass"}},
      {"auth0_sparkpost", {"api_key", "region"}},
      {"auth0_twilio", {"sid", "auth_token", "default_from", "mssid"}},
  };
  Definitions definitions;
  for (const auto& [entry, credentials] : rows) {
    const ReadDefinition* read = definitions.Find(entry);
    ASSERT_NE(read, nullptr) << entry;
    std::vector<std::string> names;
    for (const auto& [name, parameter] : read->definition.parameters()) {
      names.push_back(PublicName(read->definition, name));
    }
    EXPECT_THAT(names, testing::IsSupersetOf(credentials)) << entry;
  }
}

TEST(Catalogue, ShowsEachVectorThatFailsWithWhatDiffers) {
  Definitions definitions;
  v1::ProviderDefinition broken = definitions.Find("sendgrid")->definition;
  broken.mutable_http()->set_message_id("other");
  EXPECT_EQ(FailuresOf(broken),
            "an email with all that it can have: outcome.message_id: is other, "
            "not 14c5d75ce93.dfd.64b469\n");
}

TEST(Catalogue, TellsWhatIsWrongWithTemplatesInsteadOfRunningVectors) {
  Definitions definitions;
  v1::ProviderDefinition broken = definitions.Find("sendgrid")->definition;
  broken.mutable_http()->set_success("status ==");
  FieldViolations violations;
  EXPECT_THAT(RunVectors(broken, violations), IsEmpty());
  ASSERT_THAT(violations.all(), SizeIs(1));
  EXPECT_EQ(violations.all()[0].field, "http.success");
}

}  // namespace
}  // namespace herald
