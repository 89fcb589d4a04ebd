// SPDX-License-Identifier: Apache-2.0
#include "app/catalogue_command.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

CatalogueOutput RunCatalogue(std::vector<std::string_view> words) {
  words.insert(words.begin(), "catalogue");
  const auto arguments = ParseArguments(words);
  EXPECT_TRUE(arguments.ok()) << arguments.status();
  return RunCatalogueCommand(*arguments);
}

std::string UsageError(std::vector<std::string_view> words) {
  words.insert(words.begin(), "catalogue");
  return std::string(ParseArguments(words).status().message());
}

TEST(CatalogueCommand, ListsTheEntries) {
  const CatalogueOutput output = RunCatalogue({"list"});
  EXPECT_THAT(output.mistakes, IsEmpty());
  EXPECT_THAT(output.text,
              AllOf(StartsWith("  NAME "), HasSubstr("\n  sendgrid "),
                    HasSubstr("sms, voice  custom code ")));
}

TEST(CatalogueCommand, ShowsADefinitionAsItIs) {
  EXPECT_THAT(RunCatalogue({"show", "auth0_ses"}).text,
              AllOf(StartsWith("# SPDX-License-Identifier: Apache-2.0\n"),
                    HasSubstr("\nvariant_of: ses\n")));
  EXPECT_THAT(RunCatalogue({"show", "sendgird"}).mistakes,
              StartsWith("herald: sendgird is not in the catalogue; nearest "
                         "first: sendgrid, "));
}

TEST(CatalogueCommand, TestsEntriesAndFiles) {
  EXPECT_THAT(RunCatalogue({"test", "auth0_ses"}).text,
              HasSubstr("1 definitions, 9 vectors, 0 failed\n"));
  const CatalogueOutput all = RunCatalogue({"test", "--all"});
  EXPECT_THAT(all.mistakes, IsEmpty());
  EXPECT_THAT(all.text, AllOf(HasSubstr("ok - sendgrid: 8 vectors\n"),
                              HasSubstr(" vectors, 0 failed\n")));
  const ConfigurationFolder folder;
  const std::string file =
      folder.Write("mine.yaml",
                   "title: Mine\npage: https://mine.example\nchannels: [sms]\n"
                   "http: {url: https://mine.example}\n"
                   "vectors: [{name: a, answer: {status: 500}, "
                   "outcome: {outcome: delivered}}]\n");
  const CatalogueOutput output = RunCatalogue({"test", file});
  EXPECT_THAT(output.text, HasSubstr("1 definitions, 1 vectors, 1 failed\n"));
  EXPECT_THAT(output.mistakes, StartsWith(file + ":5:11: vectors[0]: does not "
                                                 "hold:\n    outcome.outcome"));
  EXPECT_THAT(RunCatalogue({"test", "./none.yaml"}).mistakes,
              StartsWith("./none.yaml: cannot be read"));
  EXPECT_THAT(RunCatalogue({"show", file}).text, StartsWith("title: Mine\n"));
}

TEST(CatalogueCommand, ExitsWithTwoIfAVectorFails) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const std::vector<std::string_view> words = {"catalogue", "test", "none"};
  EXPECT_EQ(RunCommand(words), 2);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), IsEmpty());
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              StartsWith("herald: none is not in the catalogue"));
}

TEST(CatalogueCommand, AsksForWhatItNeeds) {
  EXPECT_EQ(UsageError({}), "'catalogue' needs one of list, show, test, page");
  EXPECT_EQ(UsageError({"fly"}),
            "'catalogue' needs one of list, show, test, page");
  EXPECT_EQ(UsageError({"show"}),
            "'catalogue show' needs the name of an entry or the file of a "
            "definition");
  EXPECT_EQ(UsageError({"test"}),
            "'catalogue test' needs the name of an entry or the file of a "
            "definition, or --all");
  EXPECT_EQ(UsageError({"test", "ses", "--all"}), UsageError({"test"}));
  EXPECT_EQ(UsageError({"list", "ses"}), "'catalogue' does not take 'ses'");
  EXPECT_EQ(UsageError({"list", "--all"}), "'catalogue' does not take '--all'");
}

TEST(CatalogueCommand, UsesAFolderOfTheUsersOwn) {
  const ConfigurationFolder folder;
  folder.Write("mine.yaml", "title: Mine\n");
  EXPECT_THAT(RunCatalogue({"list", "--folder", folder.Path("")}).mistakes,
              HasSubstr("mine.yaml:1:1: page: is required"));
  EXPECT_THAT(RunCatalogue({"list", "--folder", folder.Path("none")}).mistakes,
              HasSubstr("cannot be read"));
}

TEST(CatalogueCommand, MakesTheTableOfTheDocumentation) {
  std::ifstream file(HERALD_SOURCE_FOLDER "/docs/providers.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(page,
              HasSubstr("\n<!-- catalogue -->\n" + RunCatalogue({"page"}).text +
                        "<!-- /catalogue -->\n"))
      << "docs/providers.md is stale: run scripts/document_catalogue";
}

}  // namespace
}  // namespace herald
