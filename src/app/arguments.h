// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// What the command line asks for.
struct Arguments {
  enum class Command {
    kServe,
    kCheck,
    kReload,
    kRender,
    kCatalogue,
    kVersion,
    kHelp
  };

  Command command = Command::kHelp;

  // The configuration file. Set for kServe, kCheck and kReload.
  std::string config;

  // Where to listen, in place of what the configuration says; may be empty.
  // For kServe.
  std::string listen;

  // `list`, `show`, `test` or `page`. Set for kCatalogue, as are the next
  // three.
  std::string catalogue_action;

  // The name of an entry, or the file of a definition. Set for `show`, and for
  // `test` unless all are meant.
  std::string definition;

  // A folder with definitions of the user's own; may be empty.
  std::string catalogue_folder;

  // Whether `test` is about all entries.
  bool is_all = false;

  // The file of the template to render, `-` for standard input. Set for
  // kRender, as is all that follows.
  std::string template_file;

  // The JSON file with its variables; may be empty.
  std::string data_file;

  // The folder with what it may `include` and `render`; may be empty.
  std::string partials_folder;

  // How its outputs are escaped: `none` or `html`; `none` if empty.
  std::string escape;

  // Whether a missing variable is an error.
  bool is_strict = false;
};

// Understands the words after the program's name. INVALID_ARGUMENT says what
// is wrong and what is allowed.
absl::StatusOr<Arguments> ParseArguments(
    std::span<const std::string_view> words);

// What `herald help` prints.
std::string_view HelpText();

}  // namespace herald
