// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace herald {

// Does what the words after the program's name ask for, and returns the exit
// code: 0 if all is well, 1 if it failed while starting or running, 2 if the
// command line, the configuration or the template is wrong. What people asked
// for goes to standard output; mistakes and log lines go to standard error.
int RunCommand(std::span<const std::string_view> words);

}  // namespace herald
