// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fakes/certificates.h"
#include "fakes/scripted_server.h"
#include "http/tls_context.h"

namespace herald {

// A mail server on a free loopback port that takes what it is sent, save where
// a test has it do something else, and remembers every line.
class ScriptedMailServer {
 public:
  struct Options {
    // What EHLO lists, besides STARTTLS.
    std::vector<std::string> capabilities = {"PIPELINING", "8BITMIME",
                                             "SMTPUTF8", "SIZE 100000"};

    // Offers STARTTLS if set, or with `is_implicit` speaks TLS at once.
    const Certificate* certificate = nullptr;
    bool is_implicit = false;

    // What is listed only once TLS is on.
    std::vector<std::string> protected_capabilities;

    // Replies without CRLF by the command's verb; by `greeting`, and by `.` for
    // the end of a mail.
    std::map<std::string, std::string> replies;

    // Deals with a line in the place of the server if it returns true. Gets
    // `greeting` first, and `.` at the end of a mail.
    std::function<bool(ServerConnection&, const std::string& line)> before;

    // Sends every byte in a packet of its own.
    bool splits = false;
  };

  explicit ScriptedMailServer(Options options);

  HttpOrigin origin() const { return server_.origin(); }
  int connections() const { return server_.connections(); }
  void AwaitClosed(int count) { server_.AwaitClosed(count); }

  // All commands and answers to challenges so far, of all connections.
  std::vector<std::string> lines() const;

  // The mails that were taken, without dot stuffing.
  std::vector<std::string> mails() const;

 private:
  void Serve(ServerConnection& connection);

  // False if the connection is over.
  bool Handle(ServerConnection& connection, const std::string& line,
              bool* is_protected);
  void Reply(ServerConnection& connection, const std::string& verb,
             const std::string& otherwise);
  void SayHello(ServerConnection& connection, bool is_protected);
  bool TakeMail(ServerConnection& connection);

  const Options options_;
  const std::unique_ptr<SSL_CTX, SslDeleter> tls_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::vector<std::string> mails_;
  ScriptedServer server_;
};

}  // namespace herald
