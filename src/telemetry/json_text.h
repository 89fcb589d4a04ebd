// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace herald {

// Writers of the parts of a log line. Each appends to a text; they are quick,
// for there is a line for each delivery. Any thread may call them.

// A text as a JSON string in its quotation marks. What follows the first 4096
// bytes is left out; bytes that are not UTF-8 become question marks.
void AppendJsonText(std::string_view text, std::string* out);

// A number in decimal digits.
void AppendNumber(std::int64_t number, std::string* out);

// A time as RFC 3339 has it, in UTC, with milliseconds.
void AppendTime(absl::Time time, std::string* out);

}  // namespace herald
