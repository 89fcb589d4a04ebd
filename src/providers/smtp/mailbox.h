// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace herald {

// An address that a mail can carry, and the name that goes with it.
struct Mailbox {
  // The display name in UTF-8, without quotes; may be empty.
  std::string name;

  // As it was written: a dot-atom or a quoted string, perhaps in UTF-8.
  std::string local_part;

  // In ASCII: Unicode labels are in their Punycode form.
  std::string domain;

  // `local_part@domain`.
  std::string Address() const { return local_part + "@" + domain; }

  // Whether only servers with SMTPUTF8 (RFC 6531) can take the address.
  bool NeedsUtf8() const;

  bool operator==(const Mailbox&) const = default;
};

// Reads an address without a display name. INVALID_ARGUMENT says what is wrong,
// and never repeats the address.
absl::StatusOr<Mailbox> ParseAddress(std::string_view text);

// Reads an address, or a display name and an address in angle brackets.
// INVALID_ARGUMENT likewise.
absl::StatusOr<Mailbox> ParseMailbox(std::string_view text);

}  // namespace herald
