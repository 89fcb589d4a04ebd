// SPDX-License-Identifier: Apache-2.0
#include "fakes/scripted_server.h"

#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "fakes/check.h"

namespace herald {
namespace {

constexpr int kBacklog = 1024;

// What the machine takes for a connection that the script does not read. Linux
// may take megabytes otherwise.
constexpr int kUnreadBytes = 64 << 10;

// Both families have the port at the same place.
int Listen(bool is_ipv6, std::uint16_t* port) {
  sockaddr_in6 address = {};
  socklen_t size = is_ipv6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (is_ipv6) {
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
  } else {
    auto* ipv4 = reinterpret_cast<sockaddr_in*>(&address);
    ipv4->sin_family = AF_INET;
    ipv4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  const int listener =
      socket(is_ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &kUnreadBytes,
             sizeof kUnreadBytes);
  Check(bind(listener, any, size) == 0 && listen(listener, kBacklog) == 0 &&
            getsockname(listener, any, &size) == 0,
        "listen on loopback");
  *port = ntohs(address.sin6_port);
  return listener;
}

SSL_CTX* MakeTls(const ScriptedServer::Options& options) {
  if (options.certificate == nullptr) return nullptr;
  SSL_CTX* tls = NewServerTls(*options.certificate, options.tls_version);
  if (options.client_authority == nullptr) return tls;
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                     nullptr);
  constexpr unsigned char kName[] = "scripted";
  Check(X509_STORE_add_cert(SSL_CTX_get_cert_store(tls),
                            options.client_authority->certificate()) == 1 &&
            SSL_CTX_set_session_id_context(tls, kName, sizeof kName) == 1,
        "demand certificates");
  return tls;
}

}  // namespace

ScriptedServer::ScriptedServer(Script script, Options options)
    : script_(std::move(script)),
      options_(options),
      tls_(MakeTls(options)),
      listener_(Listen(options.is_ipv6, &port_)),
      acceptor_([this] { AcceptAll(); }) {}

ScriptedServer::~ScriptedServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto& connection : open_) connection->Interrupt();
  }
  for (std::thread& thread : threads_) thread.join();
  SSL_CTX_free(tls_);
}

HttpOrigin ScriptedServer::origin() const {
  return {tls_ != nullptr, options_.is_ipv6 ? "::1" : "127.0.0.1", port_};
}

int ScriptedServer::connections() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return connections_;
}

int ScriptedServer::resumptions() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return resumptions_;
}

void ScriptedServer::AwaitClosed(int count) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return closed_ >= count; });
}

void ScriptedServer::AcceptAll() {
  for (;;) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    JoinClosed();
    const std::lock_guard<std::mutex> lock(mutex_);
    open_.push_back(std::make_unique<ServerConnection>(socket, connections_++));
    ServerConnection* connection = open_.back().get();
    threads_.emplace_back([this, connection] { Serve(connection); });
  }
}

void ScriptedServer::Serve(ServerConnection* connection) {
  if (tls_ == nullptr || connection->StartTls(tls_)) {
    if (connection->is_resumed()) {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++resumptions_;
    }
    script_(*connection);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.remove_if([&](const auto& c) { return c.get() == connection; });
  finished_.push_back(std::this_thread::get_id());
  ++closed_;
  changed_.notify_all();
}

// Keeps the threads of a long test few.
void ScriptedServer::JoinClosed() {
  std::vector<std::thread::id> finished;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    finished.swap(finished_);
  }
  for (const std::thread::id id : finished) {
    const auto thread =
        std::find_if(threads_.begin(), threads_.end(),
                     [&](const std::thread& t) { return t.get_id() == id; });
    thread->join();
    threads_.erase(thread);
  }
}

SSL_CTX* NewServerTls(const Certificate& certificate, int highest_version) {
  SSL_CTX* tls = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_max_proto_version(tls, highest_version);
  Check(SSL_CTX_use_certificate(tls, certificate.certificate.get()) == 1 &&
            SSL_CTX_use_PrivateKey(tls, certificate.key.get()) == 1,
        "use its certificate");
  return tls;
}

std::string Answer(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Reason\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace herald
