// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_opening.h"

#include "liquid/concat.h"
#include "providers/smtp/base64.h"
#include "providers/smtp/smtp_dialogue.h"

namespace herald {

namespace asio = boost::asio;
using TimePoint = std::chrono::steady_clock::time_point;

namespace {

// A mechanism asks twice at most, and may say what went wrong.
constexpr int kMaxChallenges = 4;

SmtpError Fault(SmtpErrorKind kind, SmtpStage stage, std::string reason) {
  SmtpError error = {kind, stage};
  error.reason = std::move(reason);
  return error;
}

std::optional<SmtpError> FailureOf(SmtpAnswer answer, SmtpStage stage) {
  answer = Expect(std::move(answer), stage, 2);
  if (auto* error = std::get_if<SmtpError>(&answer)) return std::move(*error);
  return {};
}

}  // namespace

asio::awaitable<SmtpConnected> SmtpOpening::Open(TimePoint deadline) {
  Failure failure = co_await Connect(deadline);
  if (!failure) failure = co_await ReadGreeting();
  if (!failure) failure = co_await SayHello();
  if (!failure && server_.tls == SmtpTlsMode::kStartTls) {
    failure = co_await StartTls(deadline);
    if (!failure) failure = co_await SayHello();
  }
  if (!failure && server_.credentials) failure = co_await Authenticate();
  SmtpConnected connected;
  if (failure) {
    connected.error = *std::move(failure);
  } else {
    session().is_at_rest_ = true;
    connected.stream = std::move(stream_);
  }
  co_return connected;
}

asio::awaitable<SmtpOpening::Failure> SmtpOpening::Connect(TimePoint deadline) {
  HttpOrigin origin;
  origin.is_tls = server_.tls == SmtpTlsMode::kImplicit;
  origin.host = server_.host;
  origin.port = server_.port;
  Connected connected = co_await connector_.Connect(origin, deadline);
  if (connected.stream == nullptr) {
    SmtpError error = Fault(SmtpErrorKind::kTransport, SmtpStage::kGreeting,
                            connected.reason);
    error.transport = connected.kind;
    co_return error;
  }
  stream_ = std::move(connected.stream);
  stream_->ExpireAt(deadline);
  stream_->Keep(std::make_unique<SmtpSession>(*stream_));
  co_return Failure();
}

asio::awaitable<SmtpOpening::Failure> SmtpOpening::ReadGreeting() {
  SmtpDialogue dialogue(*stream_, session().reader_);
  co_return FailureOf(co_await dialogue.Read(SmtpStage::kGreeting),
                      SmtpStage::kGreeting);
}

asio::awaitable<SmtpOpening::Failure> SmtpOpening::SayHello() {
  SmtpDialogue dialogue(*stream_, session().reader_);
  const std::string command =
      liquid::Concat("EHLO ", server_.client_name, "\r\n");
  SmtpAnswer answer = co_await dialogue.Ask(SmtpStage::kEhlo, command);
  if (const auto* reply = std::get_if<SmtpReply>(&answer)) {
    session().capabilities_ = ReadCapabilities(*reply);
  }
  co_return FailureOf(std::move(answer), SmtpStage::kEhlo);
}

asio::awaitable<SmtpOpening::Failure> SmtpOpening::StartTls(
    TimePoint deadline) {
  if (!session().capabilities_.starttls) {
    co_return Fault(SmtpErrorKind::kNoTls, SmtpStage::kStartTls,
                    "the server does not offer STARTTLS");
  }
  SmtpDialogue dialogue(*stream_, session().reader_);
  const std::string command = "STARTTLS\r\n";
  SmtpAnswer answer = co_await dialogue.Ask(SmtpStage::kStartTls, command);
  Failure failure = FailureOf(std::move(answer), SmtpStage::kStartTls);
  if (failure) co_return failure;
  // Whoever is in between could have put it there, to be taken for what comes
  // under the protection of TLS.
  if (session().reader_.has_unread()) {
    co_return Fault(SmtpErrorKind::kNoTls, SmtpStage::kStartTls,
                    "something came in the clear after the answer to STARTTLS");
  }
  HttpOrigin origin;
  origin.is_tls = true;
  origin.host = server_.host;
  origin.port = server_.port;
  Connected connected =
      co_await connector_.SecureStream(std::move(stream_), origin, deadline);
  if (connected.stream == nullptr) {
    SmtpError error = Fault(SmtpErrorKind::kTransport, SmtpStage::kStartTls,
                            connected.reason);
    error.transport = connected.kind;
    co_return error;
  }
  stream_ = std::move(connected.stream);
  stream_->ExpireAt(deadline);
  co_return Failure();
}

asio::awaitable<SmtpOpening::Failure> SmtpOpening::Authenticate() {
  const SaslCredentials& credentials = *server_.credentials;
  const auto mechanism =
      ChooseMechanism(credentials, session().capabilities_.mechanisms);
  if (!mechanism) {
    co_return Fault(SmtpErrorKind::kNoAuth, SmtpStage::kAuth,
                    "the server offers no mechanism that could be used");
  }
  const auto exchange = MakeSaslExchange(*mechanism, credentials, keys_);
  std::string command = liquid::Concat("AUTH ", NameOf(*mechanism));
  if (const auto initial = exchange->Initial()) {
    liquid::AppendAll(&command, " ", ToBase64(*initial));
  }
  command += "\r\n";
  SmtpAnswer answer = co_await Converse(*exchange, std::move(command));
  Failure failure = FailureOf(std::move(answer), SmtpStage::kAuth);
  if (!failure && !exchange->IsServerProved()) {
    co_return Fault(SmtpErrorKind::kNoAuth, SmtpStage::kAuth,
                    "the server has not proved that it knows the password");
  }
  co_return failure;
}

// The last reply, to which there is nothing more to say.
asio::awaitable<SmtpAnswer> SmtpOpening::Converse(SaslExchange& exchange,
                                                  std::string command) {
  SmtpDialogue dialogue(*stream_, session().reader_);
  for (int i = 0; i < kMaxChallenges; ++i) {
    SmtpAnswer answer = co_await dialogue.Ask(SmtpStage::kAuth, command);
    const auto* reply = std::get_if<SmtpReply>(&answer);
    if (reply == nullptr || reply->code != 334) co_return answer;
    const auto challenge = FromBase64(reply->lines.front());
    const auto next = challenge ? exchange.Answer(*challenge) : std::nullopt;
    if (!next) break;
    command = ToBase64(*next) + "\r\n";
  }
  co_return Fault(SmtpErrorKind::kNoAuth, SmtpStage::kAuth,
                  "the server broke the rules of the mechanism");
}

}  // namespace herald
