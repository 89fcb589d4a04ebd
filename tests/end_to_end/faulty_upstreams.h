// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <vector>

#include "fakes/scripted_server.h"

namespace herald {

// Several upstreams that accept, refuse or break requests at random, and keep
// one book of them. The body of a request is the number of its delivery.
class FaultyUpstreams {
 public:
  // What the upstreams saw of one delivery.
  struct Delivery {
    int requests = 0;
    int accepted = 0;

    // Whether it must not be sent again: it was accepted, it was refused for
    // good, or no complete answer was given.
    bool is_closed = false;

    // How many requests came although it must not be sent again.
    int repeated = 0;
  };

  FaultyUpstreams(int upstreams, std::size_t deliveries, std::uint32_t seed);

  std::uint16_t port(std::size_t upstream);

  // What was seen, by number.
  std::vector<Delivery> deliveries() const;

 private:
  enum class Reaction { kAccept, kRefuse, kRefuseForGood, kBreak, kStall };

  void Serve(ServerConnection& connection, std::uint32_t seed);
  void Enter(std::size_t delivery, Reaction reaction);

  mutable std::mutex mutex_;
  std::vector<Delivery> deliveries_;
  std::list<ScriptedServer> servers_;
};

}  // namespace herald
