// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/mailbox.h"

#include <gmock/gmock.h>

namespace herald {
namespace {

using ::testing::HasSubstr;

TEST(Mailbox, ReadsANameAndAnAddress) {
  EXPECT_EQ(ParseMailbox("Jane Doe <jane@example.com>").value(),
            (Mailbox{"Jane Doe", "jane", "example.com"}));
  EXPECT_EQ(ParseMailbox("jane@example.com").value(),
            (Mailbox{"", "jane", "example.com"}));
}

TEST(Mailbox, TakesTheQuotesOffAName) {
  EXPECT_EQ(ParseMailbox(R"("Doe, \"J\" \\" <jane@example.com>)")->name,
            R"(Doe, "J" \)");
}

TEST(Mailbox, KeepsAQuotedLocalPart) {
  const auto mailbox = ParseAddress(R"("a @ \"b\""@example.com)");
  ASSERT_TRUE(mailbox.ok()) << mailbox.status();
  EXPECT_EQ(mailbox->Address(), R"("a @ \"b\""@example.com)");
  EXPECT_FALSE(mailbox->NeedsUtf8());
}

TEST(Mailbox, WritesAUnicodeDomainInAscii) {
  EXPECT_EQ(ParseAddress("a@bücher.example")->domain, "xn--bcher-kva.example");
  EXPECT_EQ(ParseAddress("a@BÜCHER.example")->domain, "xn--bcher-kva.example");
  // IDNA 2008 keeps the sharp s that IDNA 2003 made ss of.
  EXPECT_EQ(ParseAddress("a@straße.example")->domain, "xn--strae-oqa.example");
  EXPECT_EQ(ParseAddress("a@例え.テスト")->domain, "xn--r8jz45g.xn--zckzah");
  EXPECT_FALSE(ParseAddress("a@bücher.example")->NeedsUtf8());
}

TEST(Mailbox, NeedsUtf8OnlyForALocalPart) {
  EXPECT_TRUE(ParseAddress("jürgen@example.com")->NeedsUtf8());
}

TEST(Mailbox, RefusesADomainThatNobodyCanHave) {
  for (const char* text : {"a@\xE2\x80\x8D.example", "a@xn--\xC3\xBC.example",
                           "a@\xCC\x81x.example", "a@ü_x.example"}) {
    const auto mailbox = ParseAddress(text);
    ASSERT_FALSE(mailbox.ok()) << text;
    EXPECT_THAT(std::string(mailbox.status().message()), HasSubstr("domain"));
  }
}

TEST(Mailbox, RefusesALineBreakAnywhere) {
  for (const char* text :
       {"a\r\nBcc: b@example.com@example.com", "Jane\n <a@example.com>",
        "\"a\r\n\"@example.com", "a@example.com\r\n"}) {
    EXPECT_FALSE(ParseMailbox(text).ok()) << text;
  }
}

}  // namespace
}  // namespace herald
