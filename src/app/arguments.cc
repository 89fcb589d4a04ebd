// SPDX-License-Identifier: Apache-2.0
#include "app/arguments.h"

#include <optional>

#include "app/text_forms.h"
#include "fmt/format.h"

namespace herald {
namespace {

using Command = Arguments::Command;

constexpr std::string_view kHelp =
    R"(Herald delivers notifications through the providers that a file configures.

  herald serve --config FILE [--listen ADDRESS:PORT]
      Serves gRPC until SIGTERM or SIGINT; SIGHUP reloads the file. --listen takes the place of the
      file's server.listen; port 0 takes a free port.
  herald check --config FILE
      Loads the file and all it names, and prints what it found.
  herald reload --config FILE
      Makes the server on this machine that runs with this file load it anew,
      as SIGHUP does. Asks it at the file's monitoring.listen.
  herald render TEMPLATE [--data FILE.json] [--partials DIR] [--strict]
                [--escape none|html]
      Prints what a Liquid template gives; - reads it from standard input. The
      members of the JSON object in --data are its variables. Files below
      --partials can be included by their paths, with or without .liquid. With
      --strict, a missing variable is an error.
  herald catalogue list [--folder DIR]
  herald catalogue show NAME|FILE [--folder DIR]
  herald catalogue test NAME|FILE|--all [--folder DIR]
  herald catalogue page
      Lists the vendors that `catalogue: NAME` knows, prints a definition, runs
      its vectors, or prints the entries as docs/providers.md has them. --folder
      is a folder with definitions of your own.
  herald version
  herald help

Exit codes: 0 all is well; 1 it failed while starting or running; 2 the command
line, the configuration or the template is wrong.
)";

std::optional<Command> CommandOf(std::string_view word) {
  if (word == "serve") return Command::kServe;
  if (word == "check") return Command::kCheck;
  if (word == "reload") return Command::kReload;
  if (word == "render") return Command::kRender;
  if (word == "catalogue") return Command::kCatalogue;
  if (word == "version" || word == "--version") return Command::kVersion;
  if (word == "help" || word == "--help" || word == "-h") return Command::kHelp;
  return std::nullopt;
}

// Where the value of an option goes; null if the command has no such option.
std::string* Target(std::string_view name, Arguments* arguments) {
  const bool is_serve = arguments->command == Command::kServe;
  if (name == "--config" &&
      (is_serve || arguments->command == Command::kCheck ||
       arguments->command == Command::kReload)) {
    return &arguments->config;
  }
  if (name == "--listen" && is_serve) return &arguments->listen;
  if (name == "--folder" && arguments->command == Command::kCatalogue) {
    return &arguments->catalogue_folder;
  }
  if (arguments->command != Command::kRender) return nullptr;
  if (name == "--data") return &arguments->data_file;
  if (name == "--partials") return &arguments->partials_folder;
  return name == "--escape" ? &arguments->escape : nullptr;
}

// Takes the action, what it is about, or `--all` off the words.
bool TakeCatalogueWord(std::span<const std::string_view>* words,
                       Arguments* arguments) {
  const std::string_view word = words->front();
  const bool takes_definition = arguments->catalogue_action == "show" ||
                                arguments->catalogue_action == "test";
  if (word == "--all" && arguments->catalogue_action == "test") {
    arguments->is_all = true;
  } else if (word.starts_with('-')) {
    return false;
  } else if (arguments->catalogue_action.empty()) {
    arguments->catalogue_action = word;
  } else if (takes_definition && arguments->definition.empty()) {
    arguments->definition = word;
  } else {
    return false;
  }
  *words = words->subspan(1);
  return true;
}

// Takes what stands alone off the words, if that is what is next.
bool TakeAlone(std::span<const std::string_view>* words, Arguments* arguments) {
  if (arguments->command == Command::kCatalogue) {
    return TakeCatalogueWord(words, arguments);
  }
  if (arguments->command != Command::kRender) return false;
  const std::string_view word = words->front();
  if (word == "--strict") {
    arguments->is_strict = true;
  } else if (arguments->template_file.empty() &&
             (word == "-" || !word.starts_with('-'))) {
    arguments->template_file = word;
  } else {
    return false;
  }
  *words = words->subspan(1);
  return true;
}

// Takes `--name VALUE` or `--name=VALUE` off the words.
absl::Status TakeOption(std::string_view command,
                        std::span<const std::string_view>* words,
                        Arguments* arguments) {
  const std::string_view word = words->front();
  *words = words->subspan(1);
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  std::string* target = Target(name, arguments);
  if (target == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("'{}' does not take '{}'", command, name));
  }
  std::string_view value;
  if (equals != std::string_view::npos) {
    value = word.substr(equals + 1);
  } else if (!words->empty()) {
    value = words->front();
    *words = words->subspan(1);
  }
  if (value.empty() || !target->empty()) {
    return absl::InvalidArgumentError(
        fmt::format("'{}' needs one value", name));
  }
  *target = value;
  return absl::OkStatus();
}

absl::Status CheckCatalogue(const Arguments& arguments) {
  const std::string& action = arguments.catalogue_action;
  const bool is_about_one = action == "show" || action == "test";
  if (!is_about_one && action != "list" && action != "page") {
    return absl::InvalidArgumentError(
        "'catalogue' needs one of list, show, test, page");
  }
  if (is_about_one && arguments.definition.empty() != arguments.is_all) {
    return absl::InvalidArgumentError(fmt::format(
        "'catalogue {}' needs the name of an entry or the file of a "
        "definition{}",
        action, action == "test" ? ", or --all" : ""));
  }
  return absl::OkStatus();
}

// What can only be seen once every word was taken.
absl::Status CheckAll(std::string_view command, Arguments arguments) {
  if (arguments.config.empty() && Target("--config", &arguments) != nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("'{}' needs '--config FILE'", command));
  }
  if (!arguments.listen.empty() && !IsListenAddress(arguments.listen)) {
    return absl::InvalidArgumentError(
        "'--listen' must be an address and a port, such as 127.0.0.1:50051");
  }
  if (arguments.command == Command::kCatalogue) {
    return CheckCatalogue(arguments);
  }
  if (arguments.command != Command::kRender) return absl::OkStatus();
  if (arguments.template_file.empty()) {
    return absl::InvalidArgumentError(
        "'render' needs the file of a TEMPLATE, or - for standard input");
  }
  if (!arguments.escape.empty() && arguments.escape != "none" &&
      arguments.escape != "html") {
    return absl::InvalidArgumentError("'--escape' must be none or html");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Arguments> ParseArguments(
    std::span<const std::string_view> words) {
  if (words.empty()) {
    return absl::InvalidArgumentError("a command is missing");
  }
  const std::string_view name = words.front();
  const std::optional<Command> command = CommandOf(name);
  if (!command) {
    return absl::InvalidArgumentError(fmt::format(
        "'{}' is none of the commands serve, check, reload, render, catalogue, "
        "version, help",
        name));
  }
  Arguments arguments = {.command = *command};
  for (words = words.subspan(1); !words.empty();) {
    if (TakeAlone(&words, &arguments)) continue;
    const absl::Status taken = TakeOption(name, &words, &arguments);
    if (!taken.ok()) return taken;
  }
  const absl::Status complete = CheckAll(name, arguments);
  if (!complete.ok()) return complete;
  return arguments;
}

std::string_view HelpText() { return kHelp; }

}  // namespace herald
