// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_reply.h"

#include <gmock/gmock.h>

#include "providers/smtp/smtp_capabilities.h"

namespace herald {
namespace {

using ::testing::ElementsAre;

std::optional<SmtpReply> ReplyOf(std::string_view bytes) {
  ReplyReader reader;
  reader.Take(bytes);
  return reader.Next();
}

TEST(SmtpReply, HasACodeAndLines) {
  const auto reply = ReplyOf("250-one\r\n250-two\r\n250 three\r\n");
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->code, 250);
  EXPECT_EQ(reply->enhanced, "");
  EXPECT_THAT(reply->lines, ElementsAre("one", "two", "three"));
  EXPECT_EQ(reply->Text(), "one two three");
}

TEST(SmtpReply, HasAnEnhancedCodeThatAgrees) {
  EXPECT_EQ(ReplyOf("550 5.1.1 Unknown\r\n")->enhanced, "5.1.1");
  EXPECT_EQ(ReplyOf("550 5.1.1 Unknown\r\n")->Text(), "Unknown");
  EXPECT_EQ(ReplyOf("550-5.7.26 No\r\n550 5.7.26 SPF\r\n")->Text(), "No SPF");
  EXPECT_EQ(ReplyOf("550 5.1.1\r\n")->enhanced, "5.1.1");
  for (const char* text : {"550 4.1.1 x\r\n", "550 5.1 x\r\n", "550 5.1.1x\r\n",
                           "550 55.1.1 x\r\n", "550 5..1 x\r\n"}) {
    EXPECT_EQ(ReplyOf(text)->enhanced, "") << text;
  }
}

TEST(SmtpReply, ComesInAnyPieces) {
  ReplyReader reader;
  for (const char c : std::string("250-one\r\n250 two\r\n354\r\n")) {
    EXPECT_FALSE(reader.is_broken());
    reader.Take(std::string(1, c));
    if (c == '\n') break;
  }
  EXPECT_FALSE(reader.Next().has_value());
  reader.Take("250 two\r\n354\r\n22");
  EXPECT_EQ(reader.Next()->lines.size(), 2u);
  EXPECT_EQ(reader.Next()->code, 354);
  EXPECT_FALSE(reader.Next().has_value());
  EXPECT_TRUE(reader.has_unread());
}

TEST(SmtpReply, IsNothingElse) {
  for (const char* text : {"\r\n", "25 x\r\n", "2500 x\r\n", "150 x\r\n",
                           "650 x\r\n", "250-a\r\n251 b\r\n", "abc\r\n"}) {
    ReplyReader reader;
    reader.Take(text);
    EXPECT_FALSE(reader.Next().has_value()) << text;
    EXPECT_TRUE(reader.is_broken()) << text;
  }
}

TEST(SmtpReply, HasAnEnd) {
  for (const char* text : {"250-x\r\n", "x"}) {
    ReplyReader reader;
    for (int i = 0; i < 20'000; ++i) reader.Take(text);
    EXPECT_FALSE(reader.Next().has_value());
    EXPECT_TRUE(reader.is_broken());
  }
}

TEST(SmtpCapabilities, AreReadFromTheAnswerToEhlo) {
  const auto reply = ReplyOf(
      "250-mail.example.com PIPELINING\r\n250-size 1000\r\n250-8BITMIME\r\n"
      "250-StartTLS\r\n250-AUTH plain LOGIN\r\n250-AUTH=NTLM LOGIN\r\n"
      "250 SMTPUTF8\r\n");
  SmtpCapabilities expected;
  expected.starttls = expected.eight_bit_mime = expected.smtp_utf8 = true;
  expected.size = true;
  expected.max_size = 1000;
  expected.mechanisms = {"LOGIN", "NTLM", "PLAIN"};
  EXPECT_EQ(ReadCapabilities(*reply), expected);
}

TEST(SmtpCapabilities, TakeALieAboutSizeForNoLimit) {
  for (const char* size : {"SIZE", "SIZE 0", "SIZE x", "SIZE -1",
                           "SIZE 99999999999999999999999"}) {
    const auto reply = ReplyOf("250-mail\r\n250 " + std::string(size) + "\r\n");
    EXPECT_EQ(ReadCapabilities(*reply).max_size, 0u) << size;
  }
}

}  // namespace
}  // namespace herald
