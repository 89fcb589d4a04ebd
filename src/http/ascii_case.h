// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// Case of ASCII letters, in std::string_view: Debian 12's Abseil has a
// string_view of its own, to which the standard's does not convert.

// Whether the texts differ in the case of ASCII letters at most.
bool EqualsIgnoreCase(std::string_view a, std::string_view b);

std::string AsciiToLower(std::string_view text);

}  // namespace herald
