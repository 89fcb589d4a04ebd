// SPDX-License-Identifier: Apache-2.0
#include "app/catalogue_loading.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "app/configuration_folder.h"
#include "app/secret_forms.h"
#include "app/service.h"

namespace herald {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kMine[] = R"(title: Mine
page: https://mine.example/docs
channels: [sms]
http: {url: https://mine.example/, text: "{{ notification.as_text }}"}
vectors:
  - name: a text message
    answer: {status: 200}
    outcome: {outcome: delivered}
)";

class CatalogueLoading : public testing::Test {
 protected:
  CatalogueLoading() { setenv("CATALOGUE_KEY", "s3cret", 1); }

  std::vector<std::string> ErrorsIn(const std::string& provider) {
    return folder_.ErrorsIn("providers:\n  - name: mail\n" + provider);
  }

  // What keeps the service from starting with a definition of its own.
  std::vector<std::string> FailureWith(const std::string& name,
                                       const std::string& definition) {
    std::filesystem::create_directories(folder_.Path("vendors"));
    folder_.Write("vendors/" + name, definition);
    const auto failure =
        Service(folder_.Write("herald.yaml",
                              "catalogue_folder: vendors\n"
                              "providers: [{name: a, catalogue: mine}]\n"))
            .failure();
    return failure.has_value() ? failure->lines : std::vector<std::string>();
  }

  ConfigurationFolder folder_;
};

TEST_F(CatalogueLoading, MakesAnHttpProviderOfAName) {
  LoadedConfiguration loaded = folder_.Load(
      "providers:\n"
      "  - name: mail\n"
      "    catalogue: mailjet\n"
      "    parameters: {api_key: mine, api_secret: {env: CATALOGUE_KEY}}\n");
  EXPECT_THAT(folder_.Lines(loaded.errors), IsEmpty());
  const v1::HttpProvider& http = loaded.expanded.at(0).http();
  EXPECT_EQ(http.auth().basic().username(), "mine");
  EXPECT_EQ(http.auth().basic().password().env(), "CATALOGUE_KEY");
  EXPECT_EQ(http.parameters().at("base_url"), "https://api.mailjet.com");
  EXPECT_EQ(http.channels_size(), 1);
  // It depends on parameters alone, and so is rendered once.
  EXPECT_EQ(http.url(), "https://api.mailjet.com/v3.1/send");
  // What HTTP Basic makes of it: `mine:s3cret`.
  EXPECT_THAT(SecretForms(loaded), Contains("bWluZTpzM2NyZXQ"));
}

TEST_F(CatalogueLoading, MakesAMailServerOfAName) {
  LoadedConfiguration loaded = folder_.Load(
      "providers:\n"
      "  - name: mail\n"
      "    catalogue: auth0_smtp\n"
      "    parameters: {smtp_host: 2001:db8::1, smtp_port: 465, smtp_user: me, "
      "smtp_pass: {env: CATALOGUE_KEY}, from: me@example.org}\n");
  EXPECT_THAT(folder_.Lines(loaded.errors), IsEmpty());
  const v1::SmtpProvider& smtp = loaded.expanded.at(0).smtp();
  EXPECT_EQ(smtp.host(), "2001:db8::1");
  EXPECT_EQ(smtp.port(), 465);
  EXPECT_EQ(smtp.tls(), v1::SMTP_TLS_IMPLICIT);
  EXPECT_EQ(smtp.auth().username(), "me");
  EXPECT_EQ(smtp.auth().password().env(), "CATALOGUE_KEY");
  EXPECT_EQ(smtp.from(), "me@example.org");
  // What PLAIN makes of it.
  EXPECT_THAT(SecretForms(loaded), Contains("AG1lAHMzY3JldA"));
}

TEST_F(CatalogueLoading, RefusesAMailServerThatIsNone) {
  const std::string entry =
      "    catalogue: auth0_smtp\n"
      "    parameters: {smtp_user: me, smtp_pass: {env: CATALOGUE_KEY}, ";
  EXPECT_THAT(ErrorsIn(entry + "smtp_host: a b}\n"),
              ElementsAre(HasSubstr("parameters.smtp_host: must match ")));
  EXPECT_THAT(ErrorsIn(entry + "smtp_host: a, smtp_port: 70000}\n"),
              ElementsAre(HasSubstr("makes a bad port: must be 1 to 65535")));
  EXPECT_THAT(ErrorsIn(entry + "smtp_host: a, tls: none}\n"),
              Contains(HasSubstr("parameters.tls: must match starttls")));
  EXPECT_THAT(ErrorsIn(entry + "host: a}\n"),
              Contains(HasSubstr("parameters: lacks smtp_host: ")));
  const Service service(
      folder_.Write("herald.yaml", "providers:\n  - name: mail\n" + entry +
                                       "smtp_host: a, from: nobody}\n"));
  ASSERT_TRUE(service.failure().has_value());
  EXPECT_THAT(service.failure()->lines,
              ElementsAre(HasSubstr("parameters: makes a bad from: ")));
}

TEST_F(CatalogueLoading, FindsTheFileOfASecretByARelativePath) {
  folder_.Write("key", "s3cret");
  const std::filesystem::path file =
      folder_.Write("herald.yaml",
                    "providers: [{name: mail, catalogue: sendgrid, "
                    "parameters: {api_key: {file: key}}}]\n");
  const LoadedConfiguration loaded =
      LoadConfiguration(std::filesystem::relative(file));
  EXPECT_THAT(folder_.Lines(loaded.errors), IsEmpty());
  EXPECT_EQ(loaded.secrets.Get(loaded.expanded.at(0).http().auth().bearer()),
            "s3cret");
}

TEST_F(CatalogueLoading, KnowsSecretsAsTheyStandInForms) {
  setenv("CATALOGUE_KEY", "a+b c", 1);
  LoadedConfiguration loaded = folder_.Load(
      "providers:\n"
      "  - name: sms\n"
      "    catalogue: vonage_sms\n"
      "    parameters: {api_key: mine, api_secret: {env: CATALOGUE_KEY}}\n");
  const auto forms = SecretForms(loaded);
  EXPECT_THAT(forms, Contains("a%2Bb+c"));
  EXPECT_THAT(forms, Contains("a%2Bb%20c"));
}

TEST_F(CatalogueLoading, LeavesUrlsThatDiffer) {
  const LoadedConfiguration loaded = folder_.Load(
      "providers:\n"
      "  - name: mail\n"
      "    catalogue: telnyx_verify\n"
      "    parameters: {api_key: {env: CATALOGUE_KEY}, verify_profile_id: a}\n"
      "  - name: other\n"
      "    catalogue: mailgun\n"
      "    parameters: {api_key: {env: CATALOGUE_KEY}, domain: '{{x}}', "
      "base_url: 'http://a/{{ b }}'}\n"
      "  - name: office\n"
      "    catalogue: microsoft_graph\n"
      "    parameters: {tenant_id: t, client_id: c, "
      "client_secret: {env: CATALOGUE_KEY}}\n");
  EXPECT_THAT(loaded.expanded.at(0).http().url(), HasSubstr("{% if channel"));
  EXPECT_THAT(loaded.expanded.at(1).http().url(),
              HasSubstr("{{ parameters.domain }}"));
  EXPECT_THAT(loaded.expanded.at(2).http().url(),
              HasSubstr("{{ notification.from"));
}

TEST_F(CatalogueLoading, TakesWhatIsNotSecretFromTheEnvironmentToo) {
  const LoadedConfiguration loaded = folder_.Load(
      "providers:\n"
      "  - name: mail\n"
      "    catalogue: {entry: mailjet}\n"
      "    parameters:\n"
      "      api_key: {env: CATALOGUE_KEY}\n"
      "      api_secret: {env: CATALOGUE_KEY}\n");
  EXPECT_EQ(loaded.expanded.at(0).http().auth().basic().username(), "s3cret");
}

TEST_F(CatalogueLoading, OffersTheNearestOfUnknownNames) {
  EXPECT_THAT(ErrorsIn("    catalogue: sendgird\n"),
              ElementsAre(HasSubstr("3:16: providers[0].catalogue: is not in "
                                    "the catalogue; nearest are sendgrid, ")));
  EXPECT_THAT(
      ErrorsIn("    catalogue: sendgrid\n"
               "    parameters: {apikey: {env: CATALOGUE_KEY}}\n"),
      ElementsAre(HasSubstr("providers[0].parameters: lacks api_key: an API "
                            "key that may send mail"),
                  HasSubstr("providers[0].parameters.apikey: is not known; "
                            "known are api_key, ")));
}

TEST_F(CatalogueLoading, SaysWhatIsWrongWithParameters) {
  const std::string entry = "    catalogue: sendgrid\n    parameters: ";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"{api_key: SG.example}",
       "parameters.api_key: is secret; write {env: NAME} or {file: PATH}"},
      {"{api_key: {env: CATALOGUE_KEY}, base_url: example}",
       "parameters.base_url: must match https?://"},
      {"{api_key: {env: CATALOGUE_KEY}, from: " + std::string(5000, 'x') + "}",
       "parameters.from: is longer than 4096 bytes"},
      {"{api_key: {env: CATALOGUE_KEY}, from: ''}", ""},
      {"{api_key: {env: NO_SUCH_VARIABLE}}", "NO_SUCH_VARIABLE is not set"},
      {"{api_key: {parameter: x}}", "is for definitions of the catalogue"},
      {"{api_key: [x]}", "is a list; must be a mapping"},
      {"{api_key: {}}", "lacks one of env, file"},
  };
  for (const auto& [parameters, expected] : rows) {
    const auto errors = ErrorsIn(entry + parameters + "\n");
    if (expected.empty()) {
      EXPECT_THAT(errors, IsEmpty());
    } else {
      EXPECT_THAT(errors, ElementsAre(HasSubstr(expected))) << parameters;
    }
  }
  EXPECT_THAT(ErrorsIn("    sandbox: {}\n    parameters: {a: b}\n"),
              ElementsAre(HasSubstr("belongs to the kind catalogue")));
}

TEST_F(CatalogueLoading, RefusesAParameterThatMakesABadProvider) {
  setenv("CATALOGUE_KEY", "line\nbreak", 1);
  const Service service(
      folder_.Write("herald.yaml",
                    "providers:\n- name: a\n  catalogue: sendgrid\n"
                    "  parameters: {api_key: {env: CATALOGUE_KEY}}\n"));
  ASSERT_TRUE(service.failure().has_value());
  EXPECT_THAT(service.failure()->lines,
              ElementsAre(HasSubstr("providers[0].parameters: makes a bad "
                                    "auth.bearer: holds a line break")));
}

TEST_F(CatalogueLoading, ReadsDefinitionsOfAFolder) {
  EXPECT_THAT(FailureWith("mine.yaml", kMine), IsEmpty());
  // Takes the place of a built-in one.
  EXPECT_THAT(FailureWith("sendgrid.yaml", kMine), IsEmpty());
  const LoadedConfiguration loaded = folder_.Load(
      "catalogue_folder: vendors\n"
      "providers: [{name: a, catalogue: sendgrid}]\n");
  EXPECT_EQ(loaded.expanded.at(0).http().url(), "https://mine.example/");
}

TEST_F(CatalogueLoading, RefusesADefinitionWhoseVectorFails) {
  std::string broken = kMine;
  broken.replace(broken.find("status: 200"), 11, "status: 500");
  EXPECT_THAT(FailureWith("mine.yaml", broken),
              ElementsAre(testing::AllOf(
                  HasSubstr("herald.yaml:1:19: catalogue_folder: "),
                  HasSubstr("vendors/mine.yaml:6:5: vectors[0]: does not hold"),
                  HasSubstr("outcome.outcome: is retry, not delivered"))));
}

TEST_F(CatalogueLoading, RefusesAFolderThatIsNone) {
  EXPECT_THAT(folder_.ErrorsIn("catalogue_folder: nowhere\n"
                               "providers: [{name: a, sandbox: {}}]\n"),
              ElementsAre(HasSubstr("catalogue_folder: cannot be read: ")));
  EXPECT_THAT(FailureWith("My Vendor.yaml", kMine),
              ElementsAre(HasSubstr("name definitions with 1 to 63")));
}

}  // namespace
}  // namespace herald
