// SPDX-License-Identifier: Apache-2.0
#include "app/reload_command.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/configuration_folder.h"
#include "fakes/scripted_server.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string FileWith(const ConfigurationFolder& folder,
                     const std::string& rest) {
  return folder.Write("herald.yaml",
                      "providers: [{name: a, sandbox: {}}]\n" + rest);
}

TEST(ReloadCommand, TellsWhatTheServerAnswers) {
  const struct {
    int status;
    std::string body;
    int exit_code;
    std::vector<std::string> lines;
  } kCases[] = {
      {200, "reloaded\n", 0, {}},
      {422,
       "a.yaml:1:2: x: is wrong\na.yaml:3:4: y: is wrong\n",
       2,
       {"a.yaml:1:2: x: is wrong", "a.yaml:3:4: y: is wrong"}},
      {403, "", 1, {"herald: the server answers with HTTP status 403"}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.status);
    std::string request;
    ScriptedServer server([&](ServerConnection& connection) {
      request = connection.ReadRequest();
      connection.Send(Answer(c.status, c.body));
    });
    const ConfigurationFolder folder;
    // Whoever listens everywhere listens on this machine too.
    const std::string file = FileWith(
        folder,
        fmt::format("monitoring: {{listen: \"0.0.0.0:{}\"}}", server.port()));
    const auto failure = ReloadServer(file);
    server.AwaitClosed(1);
    EXPECT_THAT(request, StartsWith("POST /reload HTTP/1.1\r\n"));
    EXPECT_EQ(failure ? failure->exit_code : 0, c.exit_code);
    EXPECT_EQ(failure ? failure->lines : std::vector<std::string>(), c.lines);
  }
}

TEST(ReloadCommand, AsksNobodyIfTheFileIsBroken) {
  const ConfigurationFolder folder;
  const auto failure = ReloadServer(FileWith(folder, "routs: []\n"));
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->exit_code, 2);
  EXPECT_THAT(failure->lines,
              ElementsAre(HasSubstr("herald.yaml:2:1: routs: is not known")));
}

TEST(ReloadCommand, SaysHowElseIfThereIsNoPortOrNobodyAnswers) {
  const ConfigurationFolder folder;
  EXPECT_THAT(ReloadServer(FileWith(folder, ""))->lines,
              ElementsAre(HasSubstr("send it SIGHUP instead")));
  std::uint16_t free_port = 0;
  {
    ScriptedServer server([](ServerConnection&) {});
    free_port = server.port();
  }
  const auto failure = ReloadServer(FileWith(
      folder,
      fmt::format("monitoring: {{listen: \"127.0.0.1:{}\"}}", free_port)));
  EXPECT_EQ(failure->exit_code, 1);
  EXPECT_THAT(failure->lines,
              ElementsAre(HasSubstr("herald: no server answers")));
}

}  // namespace
}  // namespace herald
