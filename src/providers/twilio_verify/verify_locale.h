// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// The locale that Verify knows for a BCP 47 tag, which may be in any case and
// may use underscores: `de-CH` gives `de`, `pt-BR` stays. Empty if it knows
// none; Verify answers 404 to a locale it does not know, and chooses by the
// number's country when it is given none.
// https://www.twilio.com/docs/verify/supported-languages
std::string_view VerifyLocale(std::string_view locale);

}  // namespace herald
