// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace herald {

// The length in bytes, 1 to 4, of the UTF-8 character that `text` begins with;
// 0 if it begins with none.
std::size_t Utf8CharacterLength(std::string_view text);

}  // namespace herald
