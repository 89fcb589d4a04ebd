// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace herald {

// The locales to look for, the best first, each once: `locale`, which has been
// normalized and may be empty; those of `accept_language`, a list as in HTTP's
// field of that name (RFC 9110, 12.5.4), by their weight; `default_locale`.
// After each come its shorter forms, as RFC 4647 (3.4) has it: `zh-Hant-TW`,
// `zh-Hant`, `zh`. Of the list, what is no language tag is left out, as is
// everything beyond the first 1000 bytes and 20 members.
std::vector<std::string> LocaleCandidates(std::string_view locale,
                                          std::string_view accept_language,
                                          std::string_view default_locale);

}  // namespace herald
