// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "providers/smtp/mailbox.h"

namespace herald {

// Header fields of a mail (RFC 5322), in ASCII as far as SMTP allows: other
// text becomes encoded words (RFC 2047). Lines are folded to 78 characters
// where there is a place to. No value can end its field: a line break in one
// becomes a part of an encoded word.

// Whether `name` can name a header field of a mail: 1 to 76 printable ASCII
// characters without colon and space.
bool IsMailHeaderName(std::string_view name);

// Appends a field whose value is text in UTF-8.
void AppendTextField(std::string_view name, std::string_view value,
                     std::string& head);

// Appends a field whose value is one mailbox.
void AppendMailboxField(std::string_view name, const Mailbox& mailbox,
                        std::string& head);

}  // namespace herald
