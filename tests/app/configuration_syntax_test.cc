// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct SyntaxCase {
  std::string yaml;
  std::string error;
};

TEST(ConfigurationSyntax, HasAPlaceForEveryMistake) {
  const SyntaxCase cases[] = {
      {"", "1:1: is empty; at least one provider is needed"},
      {"# nothing\n", "1:1: is empty; at least one provider is needed"},
      {"---\n", "1:1: is empty; at least one provider is needed"},
      {"providers: [\n", "2:1: is not YAML: end of sequence flow not found"},
      {"a: b: c\n", "1:5: is not YAML: illegal map value"},
      {"a:\n\t- b\n", "2:2: is not YAML: illegal block entry"},
      {"providers: *none\n",
       "1:12: is not YAML: the referenced anchor is not defined"},
      {"a: 1\n---\nb: 2\n",
       "2:1: a second document begins here; one is "
       "allowed"},
      {"? [a]\n: b\n", "1:3: a key must be a name"},
      {"~: b\n", "1:1: a key must be a name"},
      {"a: !secret b\n",
       "1:4: this tag is not supported; write the value without"},
      {"a: &x [*x]\n", "1:8: the alias stands within what it refers to"},
      {"a: \"b\xff\"\n", "1:6: is not UTF-8"},
      {"\xff\xfe", "1:1: is not UTF-8"},
      {"ab: \x04\n",
       "1:5: a control character; write an escape, as in "
       "\"\\u0007\""},
      {std::string("a: b\n\0: c\n", 10),
       "2:1: a control character; write an escape, as in \"\\u0007\""},
      {std::string(70, '[') + std::string(70, ']'),
       "1:65: nested too deep; at most 64"},
      {std::string(5000, '[') + std::string(5000, ']'),
       "1:65: nested too deep; at most 64"},
      {std::string(300, 'k') + ": 1\n",
       "1:1: a key is too long; at most 256 bytes"},
  };
  const ConfigurationFolder folder;
  for (const SyntaxCase& test : cases) {
    EXPECT_THAT(folder.ErrorsIn(test.yaml),
                ElementsAre("herald.yaml:" + test.error))
        << test.yaml;
  }
}

TEST(ConfigurationSyntax, RefusesAliasesThatGrowBeyondAllMeasure) {
  std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) yaml += alias + ", ";
    yaml += alias + "]\n";
  }
  EXPECT_THAT(ConfigurationFolder().ErrorsIn(yaml),
              ElementsAre(HasSubstr(":5:55: too many values")));
}

TEST(ConfigurationSyntax, RefusesAliasesThatNestTooDeep) {
  std::string yaml = "a0: &a0 [x]\n";
  for (int i = 1; i < 70; ++i) {
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
            std::to_string(i - 1) + "]\n";
  }
  EXPECT_THAT(ConfigurationFolder().ErrorsIn(yaml),
              ElementsAre(HasSubstr("nested too deep; at most 64")));
}

TEST(ConfigurationSyntax, BoundsTheFile) {
  const ConfigurationFolder folder;
  EXPECT_THAT(folder.ErrorsIn(std::string((4 << 20) + 1, '#')),
              ElementsAre("herald.yaml:1:1: is too large; at most 4 MiB"));
  EXPECT_THAT(folder.ErrorsIn(std::string(4 << 20, '#')),
              ElementsAre(HasSubstr("is empty")));
}

TEST(ConfigurationSyntax, SaysWhyAFileCannotBeRead) {
  const ConfigurationFolder folder;
  EXPECT_THAT(
      folder.Lines(LoadConfiguration(folder.Path("herald.yaml")).errors),
      ElementsAre("herald.yaml:1:1: cannot be read: No such file or "
                  "directory"));
}

TEST(ConfigurationSyntax, TakesAliasesForWhatTheyReferTo) {
  const LoadedConfiguration loaded = ConfigurationFolder().Load(
      "providers:\n"
      "  - name: one\n"
      "    sandbox: &kept {capacity: 7}\n"
      "  - name: two\n"
      "    sandbox: *kept\n");
  EXPECT_TRUE(loaded.errors.empty());
  EXPECT_EQ(loaded.configuration.providers(1).sandbox().capacity(), 7);
}

TEST(ConfigurationSyntax, AcceptsAByteOrderMarkAndOtherLineBreaks) {
  EXPECT_THAT(ConfigurationFolder().ErrorsIn(
                  "\xef\xbb\xbfproviders:\r\n- name: a\r\n  sandbox:\r\n"),
              ElementsAre());
}

}  // namespace
}  // namespace herald
