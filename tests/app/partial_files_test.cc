// SPDX-License-Identifier: Apache-2.0
#include "app/partial_files.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "app/configuration_folder.h"
#include "app/render_command.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;

class PartialFilesTest : public testing::Test {
 protected:
  PartialFilesTest() {
    std::filesystem::create_directories(folder_.Path("p/mail/deep"));
  }

  // What rendering this template with the partials gives or says.
  std::string Render(std::string_view text) {
    const auto output =
        RenderFile({.template_file = folder_.Write("t.liquid", text),
                    .partials_folder = folder_.Path("p")});
    return output.ok() ? *output : std::string(output.status().message());
  }

  const ConfigurationFolder folder_;
};

TEST_F(PartialFilesTest, AreNamedByTheirPathsWithAndWithoutExtension) {
  const std::string head = folder_.Write("p/mail/deep/head.liquid", "1");
  const std::string other = folder_.Write("p/foot.txt", "2");
  const std::string mail = folder_.Write("p/mail.liquid", "3");
  for (const std::string_view folder : {"p", "p/"}) {
    const auto files = ReadPartialFiles(folder_.Path(folder));
    ASSERT_TRUE(files.ok()) << files.status();
    EXPECT_THAT(
        files->sources,
        ElementsAre(Pair("foot.txt", "2"), Pair("mail", "3"),
                    Pair("mail.liquid", "3"), Pair("mail/deep/head", "1"),
                    Pair("mail/deep/head.liquid", "1")));
    EXPECT_THAT(
        files->paths,
        ElementsAre(Pair("foot.txt", other), Pair("mail", mail),
                    Pair("mail.liquid", mail), Pair("mail/deep/head", head),
                    Pair("mail/deep/head.liquid", head)));
  }
}

TEST_F(PartialFilesTest, KeepTheWholeNameOfAFileWithoutExtension) {
  folder_.Write("p/a", "whole");
  folder_.Write("p/a.liquid", "short");
  EXPECT_EQ(Render("{% render 'a' %} {% render 'a.liquid' %}"), "whole short");
}

TEST_F(PartialFilesTest, AreNoneWithoutAFolder) {
  const auto files = ReadPartialFiles("");
  ASSERT_TRUE(files.ok());
  EXPECT_THAT(files->sources, IsEmpty());
  EXPECT_THAT(files->paths, IsEmpty());
}

TEST_F(PartialFilesTest, DoNotLeadOutOfTheFolder) {
  folder_.Write("outside.liquid", "secret");
  std::filesystem::create_directory_symlink(folder_.Path(""),
                                            folder_.Path("p/up"));
  const auto files = ReadPartialFiles(folder_.Path("p"));
  ASSERT_TRUE(files.ok());
  EXPECT_THAT(files->sources, IsEmpty());
}

TEST_F(PartialFilesTest, AreIncludedAndRendered) {
  folder_.Write("p/mail/head.liquid", "<{{ name }}>");
  EXPECT_EQ(Render("{% assign name = 1 %}{% include 'mail/head' %}"
                   "{% render 'mail/head.liquid', name: 2 %}"),
            "<1><2>");
  EXPECT_THAT(Render("{% render 'tail' %}"),
              HasSubstr("there is no partial `tail`"));
}

TEST_F(PartialFilesTest, AreNamedInErrors) {
  const std::string file = folder_.Write("p/t.liquid", "a\n {% fly %}");
  EXPECT_THAT(Render("a"), StartsWith(file + ":2:2: "));
  folder_.Write("p/t.liquid", "a\n{{ 1 | divided_by: 0 }}");
  EXPECT_THAT(Render("{% include 't' %}"), StartsWith(file + ":2:"));
  // The template has the name of a partial, and keeps its own path.
  EXPECT_THAT(Render("{{ 1 | divided_by: 0 }}"),
              StartsWith(folder_.Path("t.liquid") + ":1:"));
}

TEST_F(PartialFilesTest, AreBounded) {
  const std::string large =
      folder_.Write("p/large", std::string((1 << 20) + 1, 'a'));
  EXPECT_EQ(ReadPartialFiles(folder_.Path("p")).status().message(),
            large + ": is too large; at most 1 MiB");
  for (int i = 0; i < 17; ++i) {
    folder_.Write("p/large", "");
    folder_.Write("p/" + std::to_string(i), std::string(1 << 20, 'a'));
  }
  EXPECT_EQ(ReadPartialFiles(folder_.Path("p")).status().message(),
            folder_.Path("p") + ": holds too much; at most 16 MiB in all");
  for (int i = 0; i < 1001; ++i) {
    folder_.Write("p/mail/" + std::to_string(i), "");
  }
  EXPECT_EQ(ReadPartialFiles(folder_.Path("p")).status().message(),
            folder_.Path("p") + ": holds too many files; at most 1000");
}

}  // namespace
}  // namespace herald
