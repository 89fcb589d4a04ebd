// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/header_field.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "parsed_mail.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string TextField(std::string_view name, std::string_view value) {
  std::string head;
  AppendTextField(name, value, head);
  return head;
}

std::string MailboxField(const Mailbox& mailbox) {
  std::string head;
  AppendMailboxField("From", mailbox, head);
  return head;
}

std::size_t LongestLine(const std::string& head) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < head.size();) {
    const std::size_t end = head.find("\r\n", begin);
    longest = std::max(longest, end - begin);
    begin = end + 2;
  }
  return longest;
}

// What Python reads in the field.
std::string Read(const std::string& head, const std::string& field) {
  return ParsedByPython(head + "\r\n\r\n", field);
}

TEST(HeaderField, LeavesShortAsciiAsItIs) {
  EXPECT_EQ(TextField("Subject", "Your code"), "Subject: Your code\r\n");
  EXPECT_EQ(TextField("X-Empty", ""), "X-Empty: \r\n");
}

TEST(HeaderField, FoldsBeforeASpace) {
  std::string value = "word";
  for (int i = 0; i < 60; ++i) value += "  word" + std::to_string(i);
  const std::string field = TextField("Subject", value);
  EXPECT_LE(LongestLine(field), 78u);
  EXPECT_EQ(Read(field, "subject"), "[\"" + value + "\"]\n");
}

TEST(HeaderField, EncodesWhatIsNotAscii) {
  EXPECT_EQ(TextField("Subject", "Bis morgen und viele Grüße"),
            "Subject: =?utf-8?Q?Bis_morgen_und_viele_Gr=C3=BC=C3=9Fe?=\r\n");
  EXPECT_EQ(TextField("Subject", "你好"), "Subject: =?utf-8?B?5L2g5aW9?=\r\n");
}

TEST(HeaderField, CutsEncodedWordsBetweenCharacters) {
  for (const char* character : {"ü", "你", "a ü", "="}) {
    for (const char* name : {"Subject", "X", "X-A-Very-Long-Name-Of-A-Field"}) {
      std::string value = "é";
      for (int i = 0; i < 90; ++i) value += character;
      value += ".";
      const std::string field = TextField(name, value);
      EXPECT_LE(LongestLine(field), 76u);
      EXPECT_EQ(Read(field, name), "[\"" + value + "\"]\n");
    }
  }
}

TEST(HeaderField, EncodesWhatWouldBeReadAsSomethingElse) {
  for (const char* value : {"=?utf-8?Q?x?=", " lead", "trail ", "a =?b"}) {
    EXPECT_EQ(Read(TextField("Subject", value), "subject"),
              "[\"" + std::string(value) + "\"]\n");
  }
}

TEST(HeaderField, EncodesAWordThatNoLineCanHold) {
  const std::string value(990, 'x');
  const std::string field = TextField("X-Long", value);
  EXPECT_LE(LongestLine(field), 76u);
  EXPECT_EQ(Read(field, "x-long"), "[\"" + value + "\"]\n");
}

TEST(HeaderField, LetsNoValueEndTheField) {
  for (const char* value : {"a\r\nBcc: x@example.com", "a\nBcc: x@example.com",
                            "a\rBcc: x@example.com", "a\r\n\r\nbody"}) {
    const std::string field = TextField("Subject", value);
    EXPECT_THAT(field, Not(HasSubstr("Bcc: ")));
    EXPECT_EQ(Read(field, "bcc"), "null\n");
    EXPECT_EQ(Read(field, "fields"), "[\"Subject\"]\n");
  }
  const Mailbox mailbox = {"J\r\nBcc: x@example.com", "a", "example.com"};
  EXPECT_EQ(Read(MailboxField(mailbox), "fields"), "[\"From\"]\n");
}

TEST(HeaderField, WritesMailboxesThatReadTheSame) {
  for (const char* name :
       {"Jane Doe", "Doe, Jane", "J. \\\"Doe", "Jürgen Groß", "=?utf-8?Q?x?=",
        "A name that is so long that it has to be folded somewhere, and quoted",
        "名前の長い人名前の長い人名前の長い人名前の長い人名前の長い人"}) {
    const std::string field = MailboxField({name, "jane", "example.com"});
    EXPECT_LE(LongestLine(field), 78u);
    std::string escaped = name;
    if (escaped == "J. \\\"Doe") escaped = R"(J. \\\"Doe)";
    EXPECT_EQ(Read(field, "from.address"),
              "[\"" + escaped + "\", \"jane\", \"example.com\"]\n");
  }
  EXPECT_EQ(MailboxField({"", "jane", "example.com"}),
            "From: jane@example.com\r\n");
}

TEST(HeaderField, KnowsWhatCanBeAName) {
  EXPECT_TRUE(IsMailHeaderName("List-Unsubscribe"));
  for (const char* name : {"", "A:", "A B", "A\r\nB", "Ä"}) {
    EXPECT_FALSE(IsMailHeaderName(name)) << name;
  }
  EXPECT_FALSE(IsMailHeaderName(std::string(77, 'a')));
}

}  // namespace
}  // namespace herald
