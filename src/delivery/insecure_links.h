// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace herald {

// The links of a text that begin with `http://`, in whatever case.
struct InsecureLinks {
  std::size_t count = 0;

  // The first one's host without user and port; empty if that is no host name.
  // Points into the text.
  std::string_view first_host;

  bool operator==(const InsecureLinks&) const = default;
};

// What a text with links is.
enum class LinkSyntax {
  kText,

  // The names that XML gives its vocabularies, in `xmlns` attributes and in the
  // doctype, are no links.
  kHtml,
};

// Finds them in time in proportion to the text. Any thread may call it.
InsecureLinks FindInsecureLinks(std::string_view text, LinkSyntax syntax);

}  // namespace herald
