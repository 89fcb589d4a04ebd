// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/mail.h"

#include <gmock/gmock.h>

#include "parsed_mail.h"

namespace herald {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Mail, IsPlainTextIfThatIsAll) {
  EXPECT_EQ(Whole(BuildMail(PlainParts())),
            "From: Example <noreply@example.com>\r\n"
            "To: jane@example.org\r\n"
            "Subject: Your code\r\n"
            "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"
            "Message-ID: <id-1@example.com>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "\r\n"
            "It is 123456.\r\n");
}

TEST(Mail, ReadsTheSameInPython) {
  MailParts parts = PlainParts();
  parts.from.name = "Grüße, \"Inc\"";
  parts.reply_to = Mailbox{"Hilfe ✓", "help", "xn--bcher-kva.example"};
  parts.subject =
      "Dein Code für heute: 123456 — bitte nicht weitergeben 🙏🙏🙏";
  parts.text = "Grüße\n.\n..two\nFrom me\n=_x \n";
  parts.html = "<p>你好，世界。你好，世界。</p>\n";
  parts.headers = {{"List-Unsubscribe", "<https://example.com/u?t=1>"},
                   {"Auto-Submitted", "auto-replied"}};
  const std::string read = ParsedByPython(
      Whole(BuildMail(parts)),
      "subject from.address reply-to.address text/plain text/html "
      "list-unsubscribe auto-submitted message-id defects "
      "multipart/alternative");
  EXPECT_EQ(
      read,
      "[\"Dein Code für heute: 123456 — bitte nicht weitergeben 🙏🙏🙏\"]\n"
      "[\"Grüße, \\\"Inc\\\"\", \"noreply\", \"example.com\"]\n"
      "[\"Hilfe ✓\", \"help\", \"xn--bcher-kva.example\"]\n"
      "[\"Grüße\\n.\\n..two\\nFrom me\\n=_x \\n\"]\n"
      "[\"<p>你好，世界。你好，世界。</p>\\n\"]\n"
      "[\"<https://example.com/u?t=1>\"]\n"
      "[\"auto-replied\"]\n"
      "[\"<id-1@example.com>\"]\n"
      "[]\n"
      "[\"multipart/alternative\"]\n");
}

TEST(Mail, HasHtmlAloneIfThatIsAll) {
  MailParts parts = PlainParts();
  parts.text = {};
  parts.html = "<p>Hi</p>";
  const Mail mail = BuildMail(parts);
  EXPECT_THAT(mail.head, HasSubstr("Content-Type: text/html; charset=utf-8"));
  EXPECT_EQ(mail.body, "<p>Hi</p>\r\n");
}

TEST(Mail, IsTheSameForTheSameParts) {
  MailParts parts = PlainParts();
  parts.html = "<p>Hi</p>";
  EXPECT_EQ(Whole(BuildMail(parts)), Whole(BuildMail(parts)));
}

TEST(Mail, HasUtf8OnlyInAnAddressThatNeedsIt) {
  MailParts parts = PlainParts();
  parts.to = {"", "jürgen", "example.org"};
  EXPECT_EQ(ParsedByPython(Whole(BuildMail(parts)), "to.address"),
            "[\"\", \"jürgen\", \"example.org\"]\n");
}

TEST(Mail, KeepsAQuotedLocalPart) {
  MailParts parts = PlainParts();
  parts.to = {"", R"("jane doe")", "example.org"};
  EXPECT_EQ(ParsedByPython(Whole(BuildMail(parts)), "to.address defects"),
            "[\"\", \"jane doe\", \"example.org\"]\n[]\n");
}

TEST(Mail, KeepsLinesShortHoweverLongTheTextIs) {
  const std::string html(25 << 20, 'x');
  MailParts parts = PlainParts();
  parts.html = html;
  parts.subject =
      "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀";
  EXPECT_EQ(ParsedByPython(Whole(BuildMail(parts)), "longest defects"),
            "76\n[]\n");
}

TEST(MessageId, IsTheSameForARepeat) {
  const std::string id = MakeMessageId("order-1", "example.com");
  EXPECT_EQ(id, MakeMessageId("order-1", "example.com"));
  EXPECT_NE(id, MakeMessageId("order-2", "example.com"));
  EXPECT_THAT(id, EndsWith("@example.com"));
  EXPECT_THAT(id, Not(HasSubstr("order")));
}

TEST(MessageId, IsItsOwnWithoutARequestId) {
  EXPECT_NE(MakeMessageId("", "example.com"), MakeMessageId("", "example.com"));
  EXPECT_THAT(MakeMessageId("", "example.com"), Not(StartsWith("@")));
}

}  // namespace
}  // namespace herald
