// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "liquid/text_builder.h"

namespace herald::liquid {

// Appends text so that it can stand in HTML.
void AppendHtmlEscaped(std::string_view text, TextBuilder* out);

// Appends text so that it can stand in XML, as text or attribute. Characters
// that XML does not allow are left out.
void AppendXmlEscaped(std::string_view text, TextBuilder* out);

// Appends text percent-encoded: letters, digits and `-._~` stay as they are.
void AppendUrlEscaped(std::string_view text, TextBuilder* out);

// The same for application/x-www-form-urlencoded: a space is `+`.
void AppendFormEscaped(std::string_view text, TextBuilder* out);

// The way back; text that is not encoded stays as it is.
void AppendFormUnescaped(std::string_view text, TextBuilder* out);

}  // namespace herald::liquid
