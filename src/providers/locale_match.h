// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "absl/types/span.h"

namespace herald {

// The language of a BCP 47 tag, as given: `zh` for `zh-Hant-HK`. Takes
// underscores for dashes.
std::string_view LocaleLanguage(std::string_view locale);

// The region of a BCP 47 tag, as given: `HK` for `zh-Hant-HK`; empty if it has
// none.
std::string_view LocaleRegion(std::string_view locale);

// The member of `known`, which are tags `language` or `language-REGION`, that
// has both the tag's language and its region, in any case; empty if none has.
std::string_view MatchLocale(std::string_view language, std::string_view region,
                             absl::Span<const std::string_view> known);

}  // namespace herald
