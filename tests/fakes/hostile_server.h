// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

#include "fakes/scripted_server.h"
#include "http/http_client.h"

namespace herald {

// A server that keeps every promise of HTTP for some requests and breaks one
// for others: resets, stalls, lies about lengths, talks for ever, talks unasked
// or not at all. What it does is drawn for each request, from the seed and the
// connection's number, so that a run can be repeated with the same mixture.
class HostileServer {
 public:
  struct Options {
    std::uint32_t seed = 1;

    // Answers every other request properly, so that connections live on.
    bool is_half_decent = true;

    // Makes requests wait until the client gives up. Costs the client its
    // timeout each time.
    bool stalls = true;
  };

  explicit HostileServer(Options options);

  HttpOrigin origin() const { return server_.origin(); }
  int connections() const { return server_.connections(); }

  // How many requests it has read to the end.
  int requests() const { return requests_; }

  // How many it has answered properly with 200 and `{"ok": true}`.
  int accepted() const { return accepted_; }

 private:
  void Serve(ServerConnection& connection);

  const Options options_;
  std::atomic<int> requests_ = 0;
  std::atomic<int> accepted_ = 0;
  ScriptedServer server_;
};

}  // namespace herald
