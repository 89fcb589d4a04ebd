// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// A header field as it is signed (RFC 6376, section 3.4.2): the name in lower
// case, the value in one line without spaces that mean nothing, and CRLF.
std::string RelaxedField(std::string_view field);

// A body as it is signed (RFC 6376, section 3.4.4).
std::string RelaxedBody(std::string_view body);

// What of a head is signed.
struct SignedFields {
  // The value of `h=`, folded. Each name stands there once more than the field
  // is in the head, so that nobody can add one.
  std::string names;

  // The fields, each as RelaxedField makes it.
  std::string relaxed;
};

// Picks the fields that readers and filters go by out of a head, of which each
// field ends in CRLF and may be folded.
SignedFields CollectSignedFields(std::string_view head);

}  // namespace herald
