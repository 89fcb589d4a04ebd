// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace herald {

// The `language` of TwiML's <Say> for a BCP 47 tag, which may be in any case
// and may use underscores: `de-CH` gives `de-DE`. Empty if no voice of
// Twilio's own speaks the language; <Say> then uses the account's default.
// https://www.twilio.com/docs/voice/twiml/say
std::string_view SayLanguage(std::string_view locale);

}  // namespace herald
