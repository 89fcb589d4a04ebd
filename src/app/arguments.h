// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// What the command line asks for.
struct Arguments {
  enum class Command { kServe, kCheck, kVersion, kHelp };

  Command command = Command::kHelp;

  // The configuration file. Set for kServe and kCheck.
  std::string config;

  // Where to listen, in place of what the configuration says; may be empty.
  // For kServe.
  std::string listen;
};

// Understands the words after the program's name. INVALID_ARGUMENT says what
// is wrong and what is allowed.
absl::StatusOr<Arguments> ParseArguments(
    std::span<const std::string_view> words);

// What `herald help` prints.
std::string_view HelpText();

}  // namespace herald
