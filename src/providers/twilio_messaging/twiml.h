// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace herald {

// A TwiML document that speaks `text` and hangs up. Everything that XML
// reserves is escaped, so that `text` stays text; control characters, which
// XML cannot hold, are removed. `language` may be empty.
// https://www.twilio.com/docs/voice/twiml/say
std::string SpeakingTwiml(std::string_view text, std::string_view language);

// The number of code points in UTF-8.
std::size_t CountCharacters(std::string_view utf8);

}  // namespace herald
