// SPDX-License-Identifier: Apache-2.0
#include "fakes/scripted_mail_server.h"

#include <utility>

namespace herald {
namespace {

ScriptedServer::Options TransportOf(
    const ScriptedMailServer::Options& options) {
  ScriptedServer::Options transport;
  if (options.is_implicit) transport.certificate = options.certificate;
  return transport;
}

}  // namespace

ScriptedMailServer::ScriptedMailServer(Options options)
    : options_(std::move(options)),
      tls_(options_.certificate == nullptr
               ? nullptr
               : NewServerTls(*options_.certificate, TLS1_3_VERSION)),
      server_([this](ServerConnection& connection) { Serve(connection); },
              TransportOf(options_)) {}

std::vector<std::string> ScriptedMailServer::lines() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return lines_;
}

std::vector<std::string> ScriptedMailServer::mails() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return mails_;
}

void ScriptedMailServer::Serve(ServerConnection& connection) {
  bool is_protected = options_.is_implicit;
  if (!options_.before || !options_.before(connection, "greeting")) {
    Reply(connection, "greeting", "220 mail.example.com ESMTP");
  }
  std::string line;
  while (connection.ReadLine(&line)) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      lines_.push_back(line);
    }
    if (options_.before && options_.before(connection, line)) continue;
    if (!Handle(connection, line, &is_protected)) return;
  }
}

bool ScriptedMailServer::Handle(ServerConnection& connection,
                                const std::string& line, bool* is_protected) {
  const std::string verb = line.substr(0, line.find(' '));
  if (verb == "EHLO") {
    SayHello(connection, *is_protected);
  } else if (verb == "STARTTLS") {
    Reply(connection, verb, "220 2.0.0 Go ahead");
    *is_protected = connection.StartTls(tls_.get());
    return *is_protected;
  } else if (verb == "AUTH") {
    Reply(connection, verb, "235 2.7.0 Welcome");
  } else if (verb == "DATA") {
    Reply(connection, verb, "354 Go ahead");
    if (!options_.replies.contains(verb)) return TakeMail(connection);
  } else if (verb == "QUIT") {
    Reply(connection, verb, "221 2.0.0 Bye");
    return false;
  } else {
    Reply(connection, verb, "250 2.0.0 Ok");
  }
  return true;
}

void ScriptedMailServer::SayHello(ServerConnection& connection,
                                  bool is_protected) {
  std::string reply = "250-mail.example.com\r\n";
  for (const std::string& each : options_.capabilities) {
    reply += "250-" + each + "\r\n";
  }
  if (is_protected) {
    for (const std::string& each : options_.protected_capabilities) {
      reply += "250-" + each + "\r\n";
    }
  } else if (tls_ != nullptr) {
    reply += "250-STARTTLS\r\n";
  }
  Reply(connection, "EHLO", reply + "250 ENHANCEDSTATUSCODES");
}

void ScriptedMailServer::Reply(ServerConnection& connection,
                               const std::string& verb,
                               const std::string& otherwise) {
  const auto chosen = options_.replies.find(verb);
  const std::string reply =
      (chosen == options_.replies.end() ? otherwise : chosen->second) + "\r\n";
  if (!options_.splits) {
    connection.Send(reply);
    return;
  }
  for (const char& byte : reply) connection.Send(std::string_view(&byte, 1));
}

bool ScriptedMailServer::TakeMail(ServerConnection& connection) {
  std::string mail, line;
  while (connection.ReadLine(&line)) {
    if (line == ".") {
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        mails_.push_back(mail);
      }
      if (!options_.before || !options_.before(connection, ".")) {
        Reply(connection, ".", "250 2.0.0 Ok: queued as 3F2A");
      }
      return true;
    }
    mail += (line.starts_with('.') ? line.substr(1) : line) + "\r\n";
  }
  return false;
}

}  // namespace herald
