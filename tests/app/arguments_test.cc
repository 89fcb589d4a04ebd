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
      {{"reload", "--config", "a.yaml"}, Command::kReload, "a.yaml", ""},
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

TEST(ParseArguments, UnderstandsHowToRender) {
  const struct {
    Words words;
    std::string template_file;
    std::string data_file;
    std::string partials_folder;
    std::string escape;
    bool is_strict;
  } cases[] = {
      {{"render", "a.liquid"}, "a.liquid", "", "", "", false},
      {{"render", "-"}, "-", "", "", "", false},
      {{"render", "a", "--data", "-", "--strict"}, "a", "-", "", "", true},
      {{"render", "--escape=none", "--strict", "a", "--data=b=c"},
       "a",
       "b=c",
       "",
       "none",
       true},
      {{"render", "--partials", "--strict", "--escape", "html", "a"},
       "a",
       "",
       "--strict",
       "html",
       false},
  };
  for (const auto& test : cases) {
    const auto arguments = ParseArguments(test.words);
    ASSERT_TRUE(arguments.ok()) << arguments.status();
    EXPECT_EQ(arguments->command, Command::kRender);
    EXPECT_EQ(arguments->template_file, test.template_file);
    EXPECT_EQ(arguments->data_file, test.data_file);
    EXPECT_EQ(arguments->partials_folder, test.partials_folder);
    EXPECT_EQ(arguments->escape, test.escape);
    EXPECT_EQ(arguments->is_strict, test.is_strict);
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
      {{"fly"},
       "'fly' is none of the commands serve, check, reload, render, "
       "catalogue, version, help"},
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
      {{"serve", "--config", "a", "--strict"},
       "'serve' does not take '--strict'"},
      {{"check", "--config", "a", "-"}, "'check' does not take '-'"},
      {{"render"},
       "'render' needs the file of a TEMPLATE, or - for standard input"},
      {{"render", "a", "b"}, "'render' does not take 'b'"},
      {{"render", "a", "--config", "b"}, "'render' does not take '--config'"},
      {{"render", "a", "-strict"}, "'render' does not take '-strict'"},
      {{"render", "a", "--data"}, "'--data' needs one value"},
      {{"render", "a", "--data=b", "--data=c"}, "'--data' needs one value"},
      {{"render", "a", "--escape=url"}, "'--escape' must be none or html"},
  };
  for (const auto& test : cases) {
    const auto arguments = ParseArguments(test.words);
    EXPECT_EQ(arguments.status().message(), test.message);
  }
}

}  // namespace
}  // namespace herald
