// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

struct PhoneCase {
  const char* number;
  // Calling code, country, national number, digits.
  const char* parts;
};

TEST(PhoneFilters, TakeANumberApart) {
  const PhoneCase cases[] = {
      {"'+33612345678'", "33|FR|612345678|33612345678"},
      {"'+18085555555'", "1|US|8085555555|18085555555"},
      {"'+16135550123'", "1|CA|6135550123|16135550123"},
      {"'+447400123456'", "44|GB|7400123456|447400123456"},
      {"'+390612345678'", "39|IT|0612345678|390612345678"},
      {"'+80012345678'", "800||12345678|80012345678"},
      {"'+33 6 12 34 56 78'", "|||33612345678"},
      {"'33612345678'", "|||33612345678"},
      {"'0612345678'", "|||0612345678"},
      {"'+3361'", "|||3361"},
      {"'+99912345678'", "|||99912345678"},
      {"'+1234567890123456'", "|||1234567890123456"},
      {"'+1800FLOWERS'", "|||1800"},
      {"'+'", "|||"},
      {"''", "|||"},
      {"nil", "|||"},
      {"33612345678", "|||33612345678"},
      {"list", "|||12"},
  };
  for (const auto& [number, parts] : cases) {
    const std::string of = std::string("{{ ") + number + " | phone_";
    EXPECT_EQ(Rendered(of + "calling_code }}|" + of + "country }}|" + of +
                           "national }}|" + of + "digits }}",
                       R"({"list": [1, 2]})"),
              parts)
        << number;
  }
}

TEST(PhoneFilters, GiveNilForWhatIsNoNumber) {
  for (const char* part : {"calling_code", "country", "national"}) {
    EXPECT_EQ(Rendered(std::string("{{ '12' | phone_") + part +
                       " | default: 'none' }}"),
              "none");
  }
}

}  // namespace
}  // namespace herald::liquid
