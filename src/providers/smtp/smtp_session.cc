// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_session.h"

#include <fmt/format.h>

#include <vector>

#include "liquid/concat.h"
#include "providers/smtp/dot_stuffing.h"
#include "providers/smtp/smtp_dialogue.h"

namespace herald {

namespace asio = boost::asio;

SmtpSession::~SmtpSession() {
  // The answer is of no use, and waiting for it would hold up whoever ends.
  if (is_at_rest_) stream_.SendLast("QUIT\r\n");
}

bool SmtpSession::IsReusable(const SmtpServer& server) const {
  return is_at_rest_ && !reader_.has_unread() && !reader_.is_broken() &&
         mails_ < server.max_mails_per_connection && !IsTooOld(server);
}

bool SmtpSession::IsTooOld(const SmtpServer& server) const {
  return std::chrono::steady_clock::now() - since_ >= server.max_connection_age;
}

std::optional<SmtpError> SmtpSession::Refuse(const SmtpEnvelope& envelope,
                                             std::size_t size) const {
  if (capabilities_.max_size != 0 && size > capabilities_.max_size) {
    SmtpError error = {SmtpErrorKind::kTooLarge, SmtpStage::kMail};
    error.reason = fmt::format("the mail has {} bytes, and the server takes {}",
                               size, capabilities_.max_size);
    return error;
  }
  if (envelope.needs_utf8 && !capabilities_.smtp_utf8) {
    SmtpError error = {SmtpErrorKind::kNoUtf8, SmtpStage::kMail};
    error.reason =
        "an address is not ASCII, and the server does not offer SMTPUTF8";
    return error;
  }
  return {};
}

std::string SmtpSession::MailCommand(const SmtpEnvelope& envelope,
                                     std::size_t size) const {
  std::string command = liquid::Concat("MAIL FROM:<", envelope.from, ">");
  if (capabilities_.size) liquid::AppendAll(&command, " SIZE=", size);
  // RFC 6531 has it go with SMTPUTF8; all else is ASCII.
  if (envelope.needs_utf8) command += " BODY=8BITMIME SMTPUTF8";
  return command + "\r\n";
}

asio::awaitable<SmtpAnswer> SmtpSession::SendEnvelope(
    const SmtpEnvelope& envelope, std::size_t size) {
  struct Step {
    SmtpStage stage;
    int digit;
    std::string command;
  };
  std::vector<Step> steps;
  if (needs_reset_) steps.push_back({SmtpStage::kMail, 2, "RSET\r\n"});
  steps.push_back({SmtpStage::kMail, 2, MailCommand(envelope, size)});
  steps.push_back(
      {SmtpStage::kRcpt, 2, liquid::Concat("RCPT TO:<", envelope.to, ">\r\n")});
  steps.push_back({SmtpStage::kData, 3, "DATA\r\n"});
  std::string all;
  for (const Step& step : steps) all += step.command;

  SmtpDialogue dialogue(stream_, reader_);
  needs_reset_ = true;
  SmtpAnswer first_failure, answer;
  bool has_failed = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (i > 0 && capabilities_.pipelining) {
      answer = co_await dialogue.Read(step.stage);
    } else {
      const std::string& commands =
          capabilities_.pipelining ? all : step.command;
      answer = co_await dialogue.Ask(step.stage, commands);
    }
    const auto* reply = std::get_if<SmtpReply>(&answer);
    // A server that takes the command DATA nonetheless waits for a mail, and
    // one that says goodbye for nothing.
    const bool waits = reply != nullptr &&
                       (reply->code == 421 ||
                        (step.stage == SmtpStage::kData && reply->IsClass(3)));
    is_at_rest_ = reply != nullptr && !waits;
    answer = Expect(std::move(answer), step.stage, step.digit);
    if (!has_failed && std::holds_alternative<SmtpError>(answer)) {
      has_failed = true;
      first_failure = answer;
      if (!capabilities_.pipelining) break;
    }
    if (reply == nullptr || waits) break;
  }
  if (has_failed) co_return first_failure;
  co_return answer;
}

asio::awaitable<SmtpAnswer> SmtpSession::Send(const SmtpEnvelope& envelope,
                                              std::string_view head,
                                              std::string_view body) {
  const std::string content = DotStuffed(head, body);
  if (auto error = Refuse(envelope, head.size() + 2 + body.size())) {
    co_return *std::move(error);
  }
  is_at_rest_ = false;
  ++mails_;
  SmtpAnswer result =
      co_await SendEnvelope(envelope, head.size() + 2 + body.size());
  if (std::holds_alternative<SmtpError>(result)) co_return result;
  SmtpDialogue dialogue(stream_, reader_);
  SmtpAnswer answer = co_await dialogue.Submit(content);
  const auto* reply = std::get_if<SmtpReply>(&answer);
  is_at_rest_ = reply != nullptr && reply->code != 421;
  needs_reset_ = false;
  co_return Expect(std::move(answer), SmtpStage::kData, 2);
}

}  // namespace herald
