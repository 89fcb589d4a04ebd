// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// What the command line asks for.
struct Arguments {
  enum class Command { kServe, kCheck, kReload, kRender, kVersion, kHelp };

  Command command = Command::kHelp;

  // The configuration file. Set for kServe, kCheck and kReload.
  std::string config;

  // Where to listen, in place of what the configuration says; may be empty.
  // For kServe.
  std::string listen;

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
