// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "fakes/certificates.h"
#include "fakes/server_connection.h"
#include "http/http_client.h"

namespace herald {

// A server on a free loopback port that does whatever a test's script says,
// with one thread a connection. The script runs on those threads, at the same
// time for several connections; when it returns, the connection is closed.
// Destroying the server interrupts all scripts and waits for them.
class ScriptedServer {
 public:
  using Script = std::function<void(ServerConnection&)>;

  struct Options {
    // Speaks TLS if set, at the highest version of `tls_version`.
    const Certificate* certificate = nullptr;
    int tls_version = TLS1_3_VERSION;

    // Demands a certificate of this authority from each client, if set.
    const CertificateAuthority* client_authority = nullptr;

    // Listens at ::1 instead of 127.0.0.1.
    bool is_ipv6 = false;
  };

  explicit ScriptedServer(Script script) : ScriptedServer(script, Options()) {}
  ScriptedServer(Script script, Options options);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // Where it listens, by address.
  HttpOrigin origin() const;
  std::uint16_t port() const { return port_; }

  // How many connections were accepted; how many of them resumed a TLS session.
  int connections() const;
  int resumptions() const;

  // Waits until this many scripts have ended and their connections are closed.
  void AwaitClosed(int count);

 private:
  void AcceptAll();
  void Serve(ServerConnection* connection);
  void JoinClosed();

  const Script script_;
  const Options options_;
  SSL_CTX* tls_ = nullptr;
  std::uint16_t port_ = 0;
  const int listener_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::unique_ptr<ServerConnection>> open_;
  std::list<std::thread> threads_;
  std::vector<std::thread::id> finished_;
  int connections_ = 0;
  int resumptions_ = 0;
  int closed_ = 0;
  std::thread acceptor_;
};

// The server's side of TLS with this certificate, to be freed by whoever asked.
SSL_CTX* NewServerTls(const Certificate& certificate, int highest_version);

// An answer with this status and body, and a Content-Length.
std::string Answer(int status, const std::string& body);

}  // namespace herald
