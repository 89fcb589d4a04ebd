// SPDX-License-Identifier: Apache-2.0
#include "app/secret_loading.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A configuration with one secret.
std::string With(std::string_view secret) {
  return "providers: [{name: a, http: {url: a, auth: {bearer: {" +
         std::string(secret) + "}}}}]\n";
}

// The value of that secret.
std::string ValueOf(const LoadedConfiguration& loaded) {
  return loaded.secrets.Get(
      loaded.configuration.providers(0).http().auth().bearer());
}

TEST(LoadSecrets, TakesOneLineBreakOffAFile) {
  const std::string cases[][2] = {
      {"token", "token"},         {"token\n", "token"},
      {"token\r\n", "token"},     {"token\n\n", "token\n"},
      {" token \r", " token \r"}, {"\n\n", "\n"}};
  const ConfigurationFolder folder;
  for (const auto& [content, expected] : cases) {
    folder.Write("token", content);
    EXPECT_EQ(ValueOf(folder.Load(With("file: token"))), expected);
    EXPECT_EQ(ValueOf(folder.Load(With("file: " + folder.Path("token")))),
              expected);
  }
}

TEST(LoadSecrets, ReadsUpToSixtyFourKibibytes) {
  const ConfigurationFolder folder;
  folder.Write("token", std::string(64 << 10, 'x'));
  EXPECT_EQ(ValueOf(folder.Load(With("file: token"))).size(), 64u << 10);
  folder.Write("token", std::string((64 << 10) + 1, 'x'));
  EXPECT_THAT(folder.ErrorsIn(With("file: token")),
              ElementsAre("herald.yaml:1:60: providers[0].http.auth.bearer."
                          "file: is too large; at most 64 KiB (" +
                          folder.Path("token") + ")"));
}

TEST(LoadSecrets, NamesWhatIsMissing) {
  const ConfigurationFolder folder;
  const std::string file =
      "herald.yaml:1:60: providers[0].http.auth.bearer.file: ";
  const std::string env =
      "herald.yaml:1:59: providers[0].http.auth.bearer.env: ";
  const std::string path = folder.Path("token");
  EXPECT_THAT(folder.ErrorsIn(With("file: token")),
              ElementsAre(file + "cannot be read: No such file or directory (" +
                          path + ")"));
  folder.Write("token", "\n");
  EXPECT_THAT(
      folder.ErrorsIn(With("file: token")),
      ElementsAre(file + "is empty: " + path + "; write the secret into it"));
  EXPECT_THAT(folder.ErrorsIn(With("file: /")),
              ElementsAre(file + "cannot be read: Is a directory (/)"));
  EXPECT_THAT(folder.ErrorsIn(With("file: ''")),
              ElementsAre(file + "must name a file"));
  unsetenv("HERALD_TEST_TOKEN");
  EXPECT_THAT(folder.ErrorsIn(With("env: HERALD_TEST_TOKEN")),
              ElementsAre(env + "the environment variable HERALD_TEST_TOKEN is "
                                "not set; set it to the secret"));
  setenv("HERALD_TEST_TOKEN", "", 1);
  EXPECT_THAT(folder.ErrorsIn(With("env: HERALD_TEST_TOKEN")),
              ElementsAre(env + "the environment variable HERALD_TEST_TOKEN is "
                                "empty; set it to the secret"));
  EXPECT_THAT(folder.ErrorsIn(With("env: ''")),
              ElementsAre(env + "must name an environment variable"));
}

TEST(LoadSecrets, LeavesTheEnvironmentAsItIs) {
  setenv("HERALD_TEST_TOKEN", "token\n", 1);
  const ConfigurationFolder folder;
  const LoadedConfiguration loaded =
      folder.Load(With("env: HERALD_TEST_TOKEN"));
  EXPECT_THAT(folder.Lines(loaded.errors), IsEmpty());
  EXPECT_EQ(ValueOf(loaded), "token\n");
}

}  // namespace
}  // namespace herald
