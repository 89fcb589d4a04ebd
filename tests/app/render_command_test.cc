// SPDX-License-Identifier: Apache-2.0
#include "app/render_command.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/commands.h"
#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// What `herald render` printed, on standard output or, if its exit code was 2,
// on standard error.
struct Printed {
  std::string output;
  std::string errors;
};

Printed Render(std::vector<std::string_view> words) {
  words.insert(words.begin(), "render");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int exit_code = RunCommand(words);
  const Printed printed = {testing::internal::GetCapturedStdout(),
                           testing::internal::GetCapturedStderr()};
  EXPECT_EQ(exit_code, printed.errors.empty() ? 0 : 2);
  EXPECT_TRUE(printed.errors.empty() || printed.output.empty());
  return printed;
}

class RenderCommand : public testing::Test {
 protected:
  // Renders a template with these variables.
  Printed RenderText(std::string_view text, std::string_view json = "{}",
                     std::vector<std::string_view> options = {}) {
    const std::string file = folder_.Write("t.liquid", text);
    const std::string data = folder_.Write("data.json", json);
    options.insert(options.end(), {file, "--data", data});
    return Render(options);
  }

  const ConfigurationFolder folder_;
};

TEST_F(RenderCommand, PrintsTheOutputAndNoMore) {
  const std::string file = folder_.Write("t.liquid", "a {{ b }}c");
  EXPECT_EQ(Render({file}).output, "a c");
  EXPECT_EQ(RenderText("{{ code }} for {{ user.name | upcase }}\n",
                       R"({"code": 123456, "user": {"name": "Jane"}})")
                .output,
            "123456 for JANE\n");
  EXPECT_EQ(RenderText("").output, "");
  // More members than are searched one by one.
  EXPECT_EQ(RenderText("{{ i }}{{ a }}",
                       R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,)"
                       R"("i":9})")
                .output,
            "91");
}

TEST_F(RenderCommand, EscapesOnlyIfAskedTo) {
  const std::string_view json = R"({"a": "<b> & c"})";
  EXPECT_EQ(RenderText("<i>{{ a }}", json).output, "<i><b> & c");
  EXPECT_EQ(RenderText("<i>{{ a }}", json, {"--escape=none"}).output,
            "<i><b> & c");
  EXPECT_EQ(RenderText("<i>{{ a }}", json, {"--escape", "html"}).output,
            "<i>&lt;b&gt; &amp; c");
}

TEST_F(RenderCommand, NamesAMissingVariableIfItIsStrict) {
  EXPECT_EQ(RenderText("a\n {{ user.name }}").output, "a\n ");
  const std::string errors =
      RenderText("a\n {{ user.name }}", "{}", {"--strict"}).errors;
  EXPECT_THAT(errors, StartsWith(folder_.Path("t.liquid") + ":2:"));
  EXPECT_THAT(errors, HasSubstr("user.name"));
}

TEST_F(RenderCommand, TellsWhereATemplateIsWrong) {
  const std::string errors = RenderText("a\n  {% fly %}").errors;
  EXPECT_THAT(errors, StartsWith(folder_.Path("t.liquid") + ":2:3: "));
  EXPECT_THAT(errors, HasSubstr("{% fly %}"));
  EXPECT_THAT(RenderText("{{ 1 | divided_by: 0 }}").errors,
              StartsWith(folder_.Path("t.liquid") + ":1:"));
}

TEST_F(RenderCommand, TellsWhereVariablesAreWrong) {
  const std::string path = folder_.Path("data.json");
  const struct {
    std::string_view json;
    std::string error;
  } cases[] = {
      {"{\n  \"é\": x}", ":2:8: not JSON at byte"},
      {"", ":1:1: not JSON at byte 0"},
      {"{} {}", ":1:4: not JSON"},
      {"{\"a\": 1,}", ":1:9: not JSON"},
      {"[1]",
       ":1:1: is not a JSON object; use the form {\"name\": \"value\"}\n"},
      {"null", ":1:1: is not a JSON object"},
  };
  for (const auto& test : cases) {
    EXPECT_THAT(RenderText("a", test.json).errors,
                StartsWith(path + test.error));
  }
}

TEST_F(RenderCommand, TellsWhichFileCannotBeRead) {
  const std::string file = folder_.Write("t.liquid", "a");
  const std::string missing = folder_.Path("missing");
  const std::string reason = missing + ": cannot be read: No such file";
  EXPECT_THAT(Render({missing}).errors, StartsWith(reason));
  EXPECT_THAT(Render({file, "--data", missing}).errors, StartsWith(reason));
  EXPECT_THAT(Render({file, "--partials", missing}).errors, StartsWith(reason));
  EXPECT_THAT(Render({folder_.Path("")}).errors,
              HasSubstr(": cannot be read: Is a directory"));
  EXPECT_THAT(Render({file, "--partials", file}).errors,
              StartsWith(file + ": cannot be read: Not a directory"));
  const std::string large =
      folder_.Write("large", std::string((1 << 20) + 1, 'a'));
  EXPECT_EQ(Render({large}).errors, large + ": is too large; at most 1 MiB\n");
}

TEST_F(RenderCommand, StopsATemplateThatNeverEnds) {
  EXPECT_THAT(
      RenderText("{% for i in (1..1000000000000) %}{% endfor %}").errors,
      StartsWith(folder_.Path("t.liquid") + ":1:"));
}

}  // namespace
}  // namespace herald
