// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/body_encoding.h"

#include <gmock/gmock.h>

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(BodyEncoding, LeavesShortLinesOfAsciiAsTheyAre) {
  const EncodedBody body = EncodeBody("one\ntwo\r\nthree\rfour");
  EXPECT_EQ(body.encoding, "7bit");
  EXPECT_EQ(body.bytes, "one\r\ntwo\r\nthree\r\nfour");
}

TEST(BodyEncoding, QuotesWhatIsMostlyAscii) {
  const EncodedBody body =
      EncodeBody("Bis morgen, und viele herzliche Grüße = x \n");
  EXPECT_EQ(body.encoding, "quoted-printable");
  EXPECT_EQ(body.bytes,
            "Bis morgen, und viele herzliche Gr=C3=BC=C3=9Fe =3D x=20\r\n");
}

TEST(BodyEncoding, TakesBase64ForOtherScripts) {
  const EncodedBody body = EncodeBody("你好，世界");
  EXPECT_EQ(body.encoding, "base64");
  EXPECT_EQ(body.bytes, "5L2g5aW977yM5LiW55WM");
}

TEST(BodyEncoding, BreaksALineThatIsTooLong) {
  const EncodedBody body = EncodeBody(std::string(79, 'x'));
  EXPECT_EQ(body.encoding, "quoted-printable");
  EXPECT_EQ(body.bytes, std::string(75, 'x') + "=\r\nxxxx");
  EXPECT_EQ(EncodeBody(std::string(78, 'x')).encoding, "7bit");
  const EncodedBody just = EncodeBody(std::string(75, 'x') + "ü");
  EXPECT_EQ(just.bytes, std::string(75, 'x') + "=\r\n=C3=BC");
}

TEST(BodyEncoding, KeepsMailStoresFromChangingALine) {
  EXPECT_EQ(EncodeBody("From here\n").bytes, "=46rom here\r\n");
  EXPECT_EQ(EncodeBody("x\t\n").bytes, "x=09\r\n");
}

TEST(BodyEncoding, HoldsNoBoundary) {
  EXPECT_THAT(EncodeBody("--=_boundary\n").bytes, Not(HasSubstr("=_")));
}

TEST(BodyEncoding, EncodesALineOf25MegabytesInTime) {
  const std::string text(25 << 20, 'x');
  const EncodedBody body = EncodeBody(text);
  EXPECT_EQ(body.encoding, "quoted-printable");
  EXPECT_LT(body.bytes.size(), text.size() * 11 / 10);
  EXPECT_EQ(body.bytes.find("\r\n"), 76u);
}

TEST(BodyEncoding, TakesNothingForNothing) {
  EXPECT_EQ(EncodeBody("").bytes, "");
  EXPECT_EQ(EncodeBody("\n\n").bytes, "\r\n\r\n");
}

}  // namespace
}  // namespace herald
