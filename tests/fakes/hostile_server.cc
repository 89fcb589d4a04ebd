// SPDX-License-Identifier: Apache-2.0
#include "fakes/hostile_server.h"

#include <iterator>
#include <random>
#include <string>

namespace herald {
namespace {

constexpr char kOk[] = "HTTP/1.1 200 OK\r\n";
constexpr char kChunked[] =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

// What to say to one request.
struct Behaviour {
  std::string answer;

  enum class Then { kGoOn, kClose, kReset, kAwaitEnd } then = Then::kGoOn;

  // Says this over and over after the answer, within reason.
  std::string refrain;
};

using Then = Behaviour::Then;

const Behaviour kDecent[] = {
    {Answer(200, R"({"ok": true})")},
    {Answer(200, R"({"error": {"code": 1}})")},
    {Answer(302, "elsewhere")},
    {Answer(429, "later")},
    {Answer(503, "")},
    {"HTTP/1.1 204 No Content\r\n\r\n"},
    {"HTTP/1.1 100 Continue\r\n\r\n" + Answer(201, "made")},
    {std::string(kChunked) + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"},
    {std::string(kOk) + "\r\nuntil the end", Then::kClose},
    {std::string(kOk) + "Connection: close\r\nContent-Length: 1\r\n\r\nx",
     Then::kClose},
    // Not announced: the next request finds the connection closed.
    {Answer(200, "bye"), Then::kClose},
};

const Behaviour kHostile[] = {
    {"", Then::kClose},
    {"", Then::kReset},
    {"HTTP/1.1 20", Then::kClose},
    {std::string(kOk) + "Content-Length: 99\r\n\r\nshort", Then::kClose},
    {std::string(kOk) + "Content-Length: 99\r\n\r\nshort", Then::kReset},
    {std::string(kOk) + "Content-Length: 99999999999\r\n\r\n", Then::kAwaitEnd},
    {std::string(kOk) + "Content-Length: 1, 2\r\n\r\nab", Then::kAwaitEnd},
    {kOk, Then::kAwaitEnd, "X-Header: " + std::string(990, 'x') + "\r\n"},
    {kOk, Then::kAwaitEnd, std::string(1'000, 'x')},
    {std::string(kOk) + "\r\n", Then::kAwaitEnd, std::string(65'536, 'x')},
    {kChunked, Then::kAwaitEnd, "4000\r\n" + std::string(16'384, 'x') + "\r\n"},
    {std::string(kChunked) + "no number\r\n", Then::kAwaitEnd},
    {std::string(kChunked) + "ffffffffffffffff\r\n", Then::kAwaitEnd},
    {std::string(kChunked) + "3\r\nhello\r\n0\r\n\r\n", Then::kAwaitEnd},
    {"", Then::kAwaitEnd, "HTTP/1.1 100 Continue\r\n\r\n"},
    {"HTTP/1.1 101 Switching Protocols\r\n\r\n", Then::kAwaitEnd},
    {"220 mail.example.com ESMTP\r\n", Then::kAwaitEnd},
    {std::string("\0\1\2\3\xff\xfe\r\n\r\n", 10), Then::kAwaitEnd},
    {Answer(200, "mine") + Answer(200, "unasked"), Then::kAwaitEnd},
};

const Behaviour kStalling[] = {
    {"", Then::kAwaitEnd},
    {kOk, Then::kAwaitEnd},
    {std::string(kOk) + "Content-Length: 99\r\n\r\nshort", Then::kAwaitEnd},
};

template <typename Random, std::size_t size>
const Behaviour& Draw(const Behaviour (&from)[size], Random& random) {
  return from[random() % size];
}

// Whether another request may come.
bool Behave(const Behaviour& behaviour, ServerConnection& connection) {
  constexpr int kRefrains = 64;
  connection.Send(behaviour.answer);
  for (int i = 0; i < kRefrains && !behaviour.refrain.empty(); ++i) {
    connection.Send(behaviour.refrain);
  }
  if (behaviour.then == Then::kReset) connection.ResetAtEnd();
  if (behaviour.then == Then::kAwaitEnd) connection.AwaitEnd();
  return behaviour.then == Then::kGoOn;
}

}  // namespace

HostileServer::HostileServer(Options options)
    : options_(options), server_([this](ServerConnection& c) { Serve(c); }) {}

void HostileServer::Serve(ServerConnection& connection) {
  std::minstd_rand random(options_.seed + 7919u * connection.index());
  random.discard(8);  // Neighbouring seeds begin alike.
  bool goes_on = true;
  while (goes_on && !connection.ReadRequest().empty()) {
    ++requests_;
    if (options_.is_half_decent && random() / 8 % 2 == 0) {
      const Behaviour& decent = Draw(kDecent, random);
      if (&decent == &kDecent[0]) ++accepted_;
      goes_on = Behave(decent, connection);
    } else if (options_.stalls && random() / 8 % 8 == 0) {
      goes_on = Behave(Draw(kStalling, random), connection);
    } else {
      goes_on = Behave(Draw(kHostile, random), connection);
    }
  }
}

}  // namespace herald
