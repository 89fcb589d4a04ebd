// SPDX-License-Identifier: Apache-2.0
#include "end_to_end/faulty_upstreams.h"

#include <cstdlib>
#include <iterator>
#include <random>
#include <string>

namespace herald {
namespace {

std::size_t NumberIn(const std::string& request) {
  return std::strtoul(request.c_str() + request.find("\r\n\r\n") + 4, nullptr,
                      10);
}

// An answer of which the end is missing, maybe all of it.
std::string Broken(std::uint32_t draw) {
  const std::string whole = Answer(draw % 2 == 0 ? 200 : 503, "not all of it");
  return whole.substr(0, draw / 2 % whole.size());
}

}  // namespace

FaultyUpstreams::FaultyUpstreams(int upstreams, std::size_t deliveries,
                                 std::uint32_t seed)
    : deliveries_(deliveries) {
  for (int i = 0; i < upstreams; ++i) {
    servers_.emplace_back(
        [this, seed = seed + i](ServerConnection& connection) {
          Serve(connection, seed);
        });
  }
}

std::uint16_t FaultyUpstreams::port(std::size_t upstream) {
  return std::next(servers_.begin(), static_cast<std::ptrdiff_t>(upstream))
      ->port();
}

std::vector<FaultyUpstreams::Delivery> FaultyUpstreams::deliveries() const {
  const std::lock_guard lock(mutex_);
  return deliveries_;
}

void FaultyUpstreams::Serve(ServerConnection& connection, std::uint32_t seed) {
  std::mt19937 random(seed + 7919u * connection.index());
  std::discrete_distribution<int> draw({45, 40, 5, 9.8, 0.2});
  for (;;) {
    const std::string request = connection.ReadRequest();
    if (request.empty()) return;
    const auto reaction = static_cast<Reaction>(draw(random));
    Enter(NumberIn(request), reaction);
    switch (reaction) {
      case Reaction::kAccept:
        connection.Send(Answer(200, "{}"));
        break;
      case Reaction::kRefuse: {
        constexpr int kStatuses[] = {401, 408, 429, 500, 503};
        connection.Send(Answer(kStatuses[random() % 5], "{}"));
        break;
      }
      case Reaction::kRefuseForGood:
        connection.Send(Answer(400, "{}"));
        break;
      case Reaction::kBreak:
        connection.Send(Broken(random()));
        if (random() % 2 == 0) connection.ResetAtEnd();
        return;
      case Reaction::kStall:
        connection.AwaitEnd();
        return;
    }
    // Not announced: the next request may find the connection closed.
    if (random() % 64 == 0) return;
  }
}

void FaultyUpstreams::Enter(std::size_t delivery, Reaction reaction) {
  const std::lock_guard lock(mutex_);
  Delivery& entry = deliveries_.at(delivery);
  ++entry.requests;
  if (entry.is_closed) ++entry.repeated;
  if (reaction == Reaction::kAccept) ++entry.accepted;
  if (reaction != Reaction::kRefuse) entry.is_closed = true;
}

}  // namespace herald
