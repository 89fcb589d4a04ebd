// SPDX-License-Identifier: Apache-2.0
#include "providers/header_rules.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "http/ascii_case.h"

namespace herald {
namespace {

constexpr std::string_view kClientHeaders[] = {
    "Accept-Encoding",
    "Connection",
    "Content-Length",
    "Expect",
    "Host",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Upgrade",
    "Transfer-Encoding",
};

}  // namespace

bool IsHeaderName(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  if (name.empty() || name.size() > 128) return false;
  return std::all_of(name.begin(), name.end(), [&](unsigned char c) {
    return absl::ascii_isalnum(c) || kMarks.find(c) != kMarks.npos;
  });
}

bool IsHeaderValue(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](unsigned char c) {
    return absl::ascii_iscntrl(c) && c != '\t';
  });
}

bool IsClientHeader(std::string_view name) {
  return std::any_of(std::begin(kClientHeaders), std::end(kClientHeaders),
                     [name](std::string_view header) {
                       return EqualsIgnoreCase(header, name);
                     });
}

}  // namespace herald
