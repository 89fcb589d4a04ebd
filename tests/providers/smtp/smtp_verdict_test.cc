// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_verdict.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "providers/describe.h"

namespace herald {
namespace {

SmtpReply Reply(std::string_view line) {
  ReplyReader reader;
  reader.Take(std::string(line) + "\r\n");
  return *reader.Next();
}

std::string Verdict(SmtpStage stage, std::string_view line) {
  SmtpError error = {SmtpErrorKind::kRefused, stage};
  error.reply = Reply(line);
  return Describe(InterpretSmtpAnswer(error, "id@example.com"));
}

TEST(SmtpVerdict, GoesByTheEnhancedCodeFirst) {
  const SmtpStage rcpt = SmtpStage::kRcpt, data = SmtpStage::kData;
  EXPECT_EQ(Verdict(data, "550 5.1.1 x"), "DROPPED RECIPIENT SMTP_5_1_1");
  EXPECT_EQ(Verdict(rcpt, "550 5.1.8 x"), "DROPPED ACCOUNT SMTP_5_1_8");
  EXPECT_EQ(Verdict(data, "452 4.2.2 x"), "RETRY RECIPIENT SMTP_4_2_2");
  EXPECT_EQ(Verdict(rcpt, "552 5.2.3 x"), "DROPPED CONTENT SMTP_5_2_3");
  EXPECT_EQ(Verdict(rcpt, "452 4.3.1 x"), "RETRY PROVIDER SMTP_4_3_1");
  EXPECT_EQ(Verdict(SmtpStage::kMail, "552 5.3.4 x"),
            "DROPPED CONTENT SMTP_5_3_4");
  EXPECT_EQ(Verdict(rcpt, "452 4.5.3 x"), "RETRY PROVIDER SMTP_4_5_3");
  EXPECT_EQ(Verdict(rcpt, "550 5.6.1 x"), "DROPPED CONTENT SMTP_5_6_1");
  EXPECT_EQ(Verdict(rcpt, "553 5.6.7 x"), "DROPPED RECIPIENT SMTP_5_6_7");
  EXPECT_EQ(Verdict(data, "550 5.7.26 x"), "DROPPED ACCOUNT SMTP_5_7_26");
  EXPECT_EQ(Verdict(data, "450 4.7.28 x"), "RETRY PROVIDER SMTP_4_7_28");
}

TEST(SmtpVerdict, GoesByCodeAndStageOtherwise) {
  EXPECT_EQ(Verdict(SmtpStage::kGreeting, "554 x"), "DROPPED ACCOUNT SMTP_554");
  EXPECT_EQ(Verdict(SmtpStage::kGreeting, "421 x"), "RETRY PROVIDER SMTP_421");
  EXPECT_EQ(Verdict(SmtpStage::kAuth, "535 x"), "DROPPED ACCOUNT SMTP_535");
  EXPECT_EQ(Verdict(SmtpStage::kAuth, "454 x"), "RETRY PROVIDER SMTP_454");
  EXPECT_EQ(Verdict(SmtpStage::kMail, "550 x"), "DROPPED ACCOUNT SMTP_550");
  EXPECT_EQ(Verdict(SmtpStage::kMail, "530 5.7.0 x"),
            "DROPPED ACCOUNT SMTP_5_7_0");
  EXPECT_EQ(Verdict(SmtpStage::kRcpt, "550 x"), "DROPPED RECIPIENT SMTP_550");
  EXPECT_EQ(Verdict(SmtpStage::kRcpt, "450 4.7.1 greylisted"),
            "RETRY RECIPIENT SMTP_4_7_1");
  EXPECT_EQ(Verdict(SmtpStage::kRcpt, "554 5.7.1 Relay access denied"),
            "DROPPED ACCOUNT SMTP_5_7_1");
  EXPECT_EQ(Verdict(SmtpStage::kRcpt, "451 x"), "RETRY PROVIDER SMTP_451");
  EXPECT_EQ(Verdict(SmtpStage::kData, "554 5.7.1 Spam"),
            "DROPPED CONTENT SMTP_5_7_1");
  EXPECT_EQ(Verdict(SmtpStage::kData, "450 x"), "RETRY PROVIDER SMTP_450");
}

TEST(SmtpVerdict, TellsTheServersIdOrOurs) {
  const auto id = [](const char* line) {
    return MailIdOf(Reply(line), "id@example.com");
  };
  EXPECT_EQ(id("250 2.0.0 Ok: queued as 4XyZ1"), "4XyZ1");
  EXPECT_EQ(id("250 OK id=1rAbcD-0001"), "1rAbcD-0001");
  EXPECT_EQ(id("250 Ok 0100018c5f-aaaa-bbbb-000000"),
            "0100018c5f-aaaa-bbbb-000000");
  EXPECT_EQ(id("250 Ok thanks"), "id@example.com");
  EXPECT_EQ(id("250 2.0.0 accepted"), "id@example.com");
  EXPECT_EQ(id("250"), "id@example.com");
}

TEST(SmtpVerdict, RepeatsWhatTheServerSaid) {
  SmtpError error = {SmtpErrorKind::kRefused, SmtpStage::kData};
  error.reply = Reply("554 5.7.1 Looks like spam");
  EXPECT_EQ(InterpretSmtpAnswer(error, "").reason(), "554 Looks like spam");
}

TEST(SmtpVerdict, IsPossiblySentOnlyWithoutAnAnswer) {
  SmtpError error = {SmtpErrorKind::kConnectionLost, SmtpStage::kData};
  error.possibly_sent = true;
  EXPECT_TRUE(InterpretSmtpAnswer(error, "").possibly_sent());
  error.possibly_sent = false;
  EXPECT_FALSE(InterpretSmtpAnswer(error, "").possibly_sent());
}

// What docs/providers.md says about an enhanced code.
TEST(SmtpVerdict, IsDocumented) {
  std::ifstream page(HERALD_SOURCE_DIR "/docs/providers.md");
  int rows = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| X.")) continue;
    std::istringstream cells(line);
    std::string codes, scope, cell;
    std::getline(cells, cell, '|');
    std::getline(cells, codes, '|');
    std::getline(cells, cell, '|');
    std::getline(cells, scope, '|');
    std::istringstream words(codes);
    for (std::string code; words >> code;) {
      if (code.ends_with(',')) code.pop_back();
      if (code.ends_with(".*")) code.replace(code.size() - 1, 1, "99");
      SmtpReply reply;
      reply.code = 550;
      reply.enhanced = "5" + code.substr(1);
      const SmtpVerdict verdict = VerdictOn(SmtpStage::kGreeting, reply);
      std::string name = v1::Scope_Name(verdict.scope).substr(6);
      for (char& c : name) c = static_cast<char>(std::tolower(c));
      EXPECT_EQ(" " + name + " ", scope) << code;
      ++rows;
    }
  }
  EXPECT_GE(rows, 30);
}

}  // namespace
}  // namespace herald
