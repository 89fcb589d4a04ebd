// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp needs it first.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/http_client_options.h"

namespace herald {

// Looks up host names, and remembers the addresses for a while. Belongs to one
// I/O thread.
//
// getaddrinfo cannot be interrupted, so each lookup runs on a thread of its
// own, which no one waits for: it owns what it touches and drops its answer if
// the resolver is gone. A name server that hangs thus delays neither other
// names, nor a deadline, nor the end of the program.
class Resolver {
 public:
  using Addresses = std::vector<boost::asio::ip::address>;

  // What a lookup yields.
  struct Answer {
    // In the order to try them; empty if there are none.
    Addresses addresses;

    // Why there are none, in words.
    std::string reason;

    // The deadline came first.
    bool is_late = false;
  };

  // `options` must outlive the resolver.
  Resolver(const boost::asio::any_io_executor& executor,
           const HttpClientOptions& options);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // An address resolves to itself. Attempts that ask for the same name at the
  // same time share one lookup.
  boost::asio::awaitable<Answer> Resolve(
      const std::string& host, std::chrono::steady_clock::time_point deadline);

  // Puts an address that works first, until the name is looked up again.
  void Prefer(const std::string& host, const boost::asio::ip::address& address);

  // Makes the next attempt look the name up again: no address works.
  void Forget(const std::string& host) { known_.erase(host); }

  // Drops the answers of lookups under way; those who wait do so until their
  // deadline. The last thing to do before the executor's context ends.
  void Close();

 private:
  class Lookup;
  struct Known {
    Addresses addresses;
    std::chrono::steady_clock::time_point expiry;
  };

  std::shared_ptr<Lookup> FindOrStart(const std::string& host);
  const Addresses* Recall(const std::string& host);
  void Remember(const Lookup& lookup);

  boost::asio::any_io_executor executor_;
  const HttpClientOptions& options_;
  std::map<std::string, Known> known_;
  std::map<std::string, std::shared_ptr<Lookup>> lookups_;
};

}  // namespace herald
