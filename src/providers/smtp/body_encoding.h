// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// A text as it stands in a mail: ASCII, in lines of at most 78 characters with
// CRLF between them.
struct EncodedBody {
  // The value of Content-Transfer-Encoding.
  std::string_view encoding;

  std::string bytes;
};

// Encodes a text in UTF-8, whose line breaks may be LF, CRLF or CR: as it is if
// it can stand so, otherwise in quoted-printable or base64 (RFC 2045),
// whichever is shorter. No line of the result holds `=_`, so that boundaries
// may begin with that.
EncodedBody EncodeBody(std::string_view text);

}  // namespace herald
