// SPDX-License-Identifier: Apache-2.0
#include "app/arguments.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace herald {
namespace {

using Command = Arguments::Command;
using Words = std::vector<std::string_view>;

TEST(ParseArguments, UnderstandsTheCommands) {
  const struct {
    Words words;
    Command command;
    std::string config;
    std::string listen;
  } cases[] = {
      {{"serve", "--config", "a.yaml"}, Command::kServe, "a.yaml", ""},
      {{"serve", "--config=a=b", "--listen=[::1]:0"},
       Command::kServe,
       "a=b",
       "[::1]:0"},
      {{"serve", "--listen", "0.0.0.0:1", "--config", "--listen"},
       Command::kServe,
       "--listen",
       "0.0.0.0:1"},
      {{"check", "--config", "a.yaml"}, Command::kCheck, "a.yaml", ""},
      {{"version"}, Command::kVersion, "", ""},
      {{"--version"}, Command::kVersion, "", ""},
      {{"help"}, Command::kHelp, "", ""},
      {{"--help"}, Command::kHelp, "", ""},
      {{"-h"}, Command::kHelp, "", ""},
  };
  for (const auto& test : cases) {
    const auto arguments = ParseArguments(test.words);
    ASSERT_TRUE(arguments.ok()) << arguments.status();
    EXPECT_EQ(arguments->command, test.command);
    EXPECT_EQ(arguments->config, test.config);
    EXPECT_EQ(arguments->listen, test.listen);
  }
}

TEST(ParseArguments, SaysWhatIsWrong) {
  const std::string address =
      "'--listen' must be an address and a port, such as 127.0.0.1:50051";
  const struct {
    Words words;
    std::string message;
  } cases[] = {
      {{}, "a command is missing"},
      {{"fly"}, "'fly' is none of the commands serve, check, version, help"},
      {{"serve"}, "'serve' needs '--config FILE'"},
      {{"check"}, "'check' needs '--config FILE'"},
      {{"check", "--config"}, "'--config' needs one value"},
      {{"check", "--config="}, "'--config' needs one value"},
      {{"check", "--config", "a", "--config", "b"},
       "'--config' needs one value"},
      {{"check", "--config", "a", "--listen", "a:1"},
       "'check' does not take '--listen'"},
      {{"check", "a.yaml"}, "'check' does not take 'a.yaml'"},
      {{"version", "--config", "a"}, "'version' does not take '--config'"},
      {{"serve", "--config", "a", "--listen", "50051"}, address},
      {{"serve", "--config", "a", "--listen", "a:-1"}, address},
  };
  for (const auto& test : cases) {
    const auto arguments = ParseArguments(test.words);
    EXPECT_EQ(arguments.status().message(), test.message);
  }
}

}  // namespace
}  // namespace herald
