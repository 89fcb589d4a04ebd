// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_dialogue.h"

#include <array>

namespace herald {

namespace asio = boost::asio;

namespace {

constexpr std::string_view kNoBody;

}  // namespace

asio::awaitable<SmtpAnswer> SmtpDialogue::Ask(SmtpStage stage,
                                              std::string_view commands) {
  if (reader_.has_unread() || reader_.is_broken()) {
    SmtpError error = {SmtpErrorKind::kMalformed, stage};
    error.reason = "the server said more than it was asked for";
    co_return error;
  }
  const StreamStep step = co_await stream_.Write(commands, kNoBody);
  // A server that closes may have said why.
  SmtpAnswer answer = co_await Read(stage);
  if (step != StreamStep::kDone && std::holds_alternative<SmtpError>(answer)) {
    co_return Failure(stage, step);
  }
  co_return answer;
}

asio::awaitable<SmtpAnswer> SmtpDialogue::Read(SmtpStage stage) {
  std::array<char, 4096> bytes;
  for (;;) {
    if (std::optional<SmtpReply> reply = reader_.Next()) {
      co_return *std::move(reply);
    }
    if (reader_.is_broken()) {
      SmtpError error = {SmtpErrorKind::kMalformed, stage};
      error.reason = "what the server said is no SMTP, or too long";
      co_return error;
    }
    const IoResult result = stream_.TryRead(bytes.data(), bytes.size());
    StreamStep step = StreamStep::kDone;
    if (result.status == IoStatus::kDone) {
      reader_.Take(std::string_view(bytes.data(), result.size));
    } else if (result.status == IoStatus::kClosed) {
      step = StreamStep::kClosed;
    } else if (result.status == IoStatus::kFailed) {
      step = StreamStep::kFailed;
    } else {
      step = co_await stream_.WaitFor(result.status);
    }
    if (step != StreamStep::kDone) co_return Failure(stage, step);
  }
}

asio::awaitable<SmtpAnswer> SmtpDialogue::Submit(std::string_view content) {
  const StreamStep step = co_await stream_.Write(content, kNoBody);
  SmtpAnswer answer;
  if (step == StreamStep::kExpired) {
    answer = Failure(SmtpStage::kData, step);
  } else {
    answer = co_await Read(SmtpStage::kData);
  }
  // Without all of the final dot the server cannot take the mail over (RFC
  // 5321, section 4.1.1.4); whoever says so nonetheless is not to be trusted.
  if (auto* error = std::get_if<SmtpError>(&answer)) {
    error->possibly_sent = step == StreamStep::kDone;
  } else if (step != StreamStep::kDone &&
             std::get<SmtpReply>(answer).IsClass(2)) {
    SmtpError error = Failure(SmtpStage::kData, step);
    error.possibly_sent = true;
    co_return error;
  }
  co_return answer;
}

SmtpError SmtpDialogue::Failure(SmtpStage stage, StreamStep step) const {
  SmtpError error = {SmtpErrorKind::kConnectionLost, stage};
  if (step == StreamStep::kExpired) {
    error.kind = SmtpErrorKind::kTimeout;
    error.reason = "no answer within the deadline";
  } else if (step == StreamStep::kClosed) {
    error.reason = "the server closed the connection";
  } else {
    error.reason = stream_.reason();
  }
  return error;
}

SmtpAnswer Expect(SmtpAnswer answer, SmtpStage stage, int digit) {
  auto* reply = std::get_if<SmtpReply>(&answer);
  if (reply == nullptr || reply->IsClass(digit)) return answer;
  SmtpError error = {SmtpErrorKind::kRefused, stage};
  if (reply->code < 400) {
    error.kind = SmtpErrorKind::kMalformed;
    error.reason = "the server's answer does not fit the command";
    error.possibly_sent = stage == SmtpStage::kData && digit == 2;
    return error;
  }
  error.reply = std::move(*reply);
  return error;
}

}  // namespace herald
