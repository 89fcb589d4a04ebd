// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// Encodings that requests to HTTP providers are made of. Pure functions over
// bytes; UTF-8 is encoded byte by byte.

// Percent-encodes everything but RFC 3986's unreserved characters (letters,
// digits, `-`, `.`, `_`, `~`): right for a path segment and for a name or value
// in a query. A space becomes `%20`.
std::string PercentEncode(std::string_view text);

// Encodes a name or value for application/x-www-form-urlencoded: letters,
// digits, `*`, `-`, `.` and `_` stay, a space becomes `+`, all else is
// percent-encoded.
std::string FormEncode(std::string_view text);

// Appends `name=value`, both form-encoded, to `*body`, after a `&` unless the
// body is empty.
void AppendFormField(std::string_view name, std::string_view value,
                     std::string* body);

// The value of an Authorization header for HTTP basic authentication: `Basic `
// and the base64 of `user:password`. The user must not contain a colon.
std::string BasicAuthorization(std::string_view user,
                               std::string_view password);

}  // namespace herald
