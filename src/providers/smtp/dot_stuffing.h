// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// A mail as the command DATA takes it (RFC 5321, section 4.5.2): head, empty
// line, body, with a dot before each line that begins with one, and the final
// dot. Both parts are lines that end in CRLF.
std::string DotStuffed(std::string_view head, std::string_view body);

}  // namespace herald
