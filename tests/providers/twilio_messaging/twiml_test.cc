// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_messaging/twiml.h"

#include <gtest/gtest.h>

#include <string>

#include "providers/twilio_messaging/say_language.h"

namespace herald {
namespace {

std::string Say(const std::string& text) {
  return "<Response><Say>" + text + "</Say></Response>";
}

TEST(Twiml, SpeaksText) {
  EXPECT_EQ(SpeakingTwiml("Your code is 1. 2.", ""), Say("Your code is 1. 2."));
  EXPECT_EQ(SpeakingTwiml("Hola", "es-ES"),
            "<Response><Say language=\"es-ES\">Hola</Say></Response>");
}

TEST(Twiml, LetsNoMarkupThrough) {
  EXPECT_EQ(SpeakingTwiml("</Say><Dial>+1900</Dial><Say>", ""),
            Say("&lt;/Say&gt;&lt;Dial&gt;+1900&lt;/Dial&gt;&lt;Say&gt;"));
  EXPECT_EQ(SpeakingTwiml("Tom & \"Jerry\" 'n' &amp; ]]>", ""),
            Say("Tom &amp; &quot;Jerry&quot; &apos;n&apos; &amp;amp; ]]&gt;"));
  EXPECT_EQ(SpeakingTwiml("x", "en\"><Play/>"),
            "<Response><Say language=\"en&quot;&gt;&lt;Play/&gt;\">x</Say>"
            "</Response>");
}

TEST(Twiml, RemovesWhatXmlCannotHold) {
  EXPECT_EQ(SpeakingTwiml(std::string("a\0b\x01\x1b[0mc\x7f", 10), ""),
            Say("ab[0mc"));
  EXPECT_EQ(SpeakingTwiml("a\tb\nc\rd", ""), Say("a\tb\nc\rd"));
  EXPECT_EQ(SpeakingTwiml("a\xC2\x80\xC2\x9F\xC2\xA0z", ""), Say("a\xC2\xA0z"));
  EXPECT_EQ(SpeakingTwiml("a\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBDz", ""),
            Say("a\xEF\xBF\xBDz"));
  EXPECT_EQ(SpeakingTwiml("Grüße 日本 😀", ""), Say("Grüße 日本 😀"));
}

TEST(Twiml, CountsCodePoints) {
  EXPECT_EQ(CountCharacters(""), 0u);
  EXPECT_EQ(CountCharacters("abc"), 3u);
  EXPECT_EQ(CountCharacters("aü日😀"), 4u);
}

TEST(SayLanguage, GivesALanguageThatTwilioSpeaks) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},           {"en", "en-US"},         {"en_GB", "en-GB"},
      {"en-NZ", "en-US"}, {"de-CH", "de-DE"},      {"es-MX", "es-MX"},
      {"es-AR", "es-ES"}, {"pt", "pt-PT"},         {"pt-br", "pt-BR"},
      {"fr-CA", "fr-CA"}, {"no", "nb-NO"},         {"nb", "nb-NO"},
      {"zh-TW", "zh-TW"}, {"zh-Hant-HK", "zh-HK"}, {"zh", "zh-CN"},
      {"tr-TR", ""},      {"x-klingon", ""},
  };
  for (const auto& [locale, expected] : rows) {
    EXPECT_EQ(SayLanguage(locale), expected) << locale;
  }
}

}  // namespace
}  // namespace herald
