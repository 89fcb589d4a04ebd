// SPDX-License-Identifier: Apache-2.0
#include "http/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace herald {
namespace {

struct Encoded {
  std::string text;
  std::string percent;
  std::string form;
};

TEST(Encoding, KeepsWhatIsSafeAndEscapesTheRest) {
  const std::vector<Encoded> cases = {
      {"", "", ""},
      {"azAZ09-._", "azAZ09-._", "azAZ09-._"},
      {"~*", "~%2A", "%7E*"},
      {"a b", "a%20b", "a+b"},
      {"+18085555555", "%2B18085555555", "%2B18085555555"},
      {"a&b=c?d/e", "a%26b%3Dc%3Fd%2Fe", "a%26b%3Dc%3Fd%2Fe"},
      {"\xc3\xa9\xf0\x9f\x94\x91", "%C3%A9%F0%9F%94%91", "%C3%A9%F0%9F%94%91"},
      {std::string("\0\r\n\x7f", 4), "%00%0D%0A%7F", "%00%0D%0A%7F"},
  };
  for (const Encoded& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(PercentEncode(c.text), c.percent);
    EXPECT_EQ(FormEncode(c.text), c.form);
  }
}

TEST(Encoding, JoinsFormFields) {
  std::string body;
  AppendFormField("To", "+1 808", &body);
  EXPECT_EQ(body, "To=%2B1+808");
  AppendFormField("a&b", "", &body);
  EXPECT_EQ(body, "To=%2B1+808&a%26b=");
}

TEST(Encoding, BuildsBasicAuthorizationWithPadding) {
  // The example of RFC 7617, section 2.
  EXPECT_EQ(BasicAuthorization("Aladdin", "open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(BasicAuthorization("", ""), "Basic Og==");
  EXPECT_EQ(BasicAuthorization("\xff\xfe", "\xfb:"), "Basic //46+zo=");
}

}  // namespace
}  // namespace herald
