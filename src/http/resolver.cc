// SPDX-License-Identifier: Apache-2.0
#include "http/resolver.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>

#include "http/waiters.h"

namespace herald {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMaxAddresses = 8;

Resolver::Addresses ToAddresses(const addrinfo* list) {
  Resolver::Addresses addresses;
  for (; list != nullptr && addresses.size() < kMaxAddresses;
       list = list->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    if (list->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), list->ai_addr, list->ai_addrlen);
    endpoint.resize(list->ai_addrlen);
    addresses.push_back(endpoint.address());
  }
  return addresses;
}

// Blocks. The only part that runs on the lookup's thread.
Resolver::Answer LookUp(const std::string& host) {
  Resolver::Answer answer;
  // RFC 6761 section 6.3: never a question for a name server, which a machine
  // without a hosts file would ask.
  if (host == "localhost") {
    answer.addresses = {asio::ip::address_v4::loopback(),
                        asio::ip::address_v6::loopback()};
    return answer;
  }
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (error != 0) {
    answer.reason = gai_strerror(error);
    return answer;
  }
  answer.addresses = ToAddresses(list);
  freeaddrinfo(list);
  if (answer.addresses.empty()) answer.reason = "it has no address";
  return answer;
}

}  // namespace

// One name being looked up: shared by the resolver, the thread and those who
// wait. Only `mutex` guards against the thread; all else is the I/O thread's.
class Resolver::Lookup {
 public:
  Lookup(Resolver& resolver, std::string host)
      : host(std::move(host)), resolver_(&resolver) {}

  static void Start(const std::shared_ptr<Lookup>& lookup) {
    std::thread([lookup, executor = lookup->resolver_->executor_] {
      Answer found = LookUp(lookup->host);
      const std::lock_guard<std::mutex> lock(lookup->mutex_);
      // Once abandoned, the executor may be gone.
      if (lookup->is_abandoned_) return;
      lookup->answer = std::move(found);
      asio::post(executor, [lookup] { lookup->Finish(); });
    }).detach();
  }

  void Abandon() {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_abandoned_ = true;
    resolver_ = nullptr;
  }

  const std::string host;
  Answer answer;
  Waiters waiters;

 private:
  void Finish() {
    if (resolver_ == nullptr) return;
    const std::shared_ptr<Lookup> self = resolver_->lookups_[host];
    resolver_->lookups_.erase(host);
    resolver_->Remember(*self);
    waiters.WakeAll();
  }

  std::mutex mutex_;
  bool is_abandoned_ = false;
  Resolver* resolver_;
};

Resolver::Resolver(const asio::any_io_executor& executor,
                   const HttpClientOptions& options)
    : executor_(executor), options_(options) {}

Resolver::~Resolver() { Close(); }

asio::awaitable<Resolver::Answer> Resolver::Resolve(
    const std::string& host, std::chrono::steady_clock::time_point deadline) {
  Answer answer;
  if (const Addresses* known = Recall(host)) {
    answer.addresses = *known;
    co_return answer;
  }
  boost::system::error_code error;
  const asio::ip::address literal = asio::ip::make_address(host, error);
  if (!error) {
    answer.addresses.push_back(literal);
    co_return answer;
  }
  const std::shared_ptr<Lookup> lookup = FindOrStart(host);
  if (lookup == nullptr) {
    answer.reason = "too many names are being looked up";
    co_return answer;
  }
  const bool is_in_time = co_await lookup->waiters.Wait(deadline);
  if (is_in_time) co_return lookup->answer;
  answer.reason = "no answer in time";
  answer.is_late = true;
  co_return answer;
}

std::shared_ptr<Resolver::Lookup> Resolver::FindOrStart(
    const std::string& host) {
  const auto under_way = lookups_.find(host);
  if (under_way != lookups_.end()) return under_way->second;
  if (lookups_.size() >= options_.max_lookups) return nullptr;
  const auto lookup = std::make_shared<Lookup>(*this, host);
  try {
    Lookup::Start(lookup);
  } catch (const std::system_error&) {
    return nullptr;  // The system has no thread to give.
  }
  lookups_[host] = lookup;
  return lookup;
}

const Resolver::Addresses* Resolver::Recall(const std::string& host) {
  const auto found = known_.find(host);
  if (found == known_.end()) return nullptr;
  if (found->second.expiry > std::chrono::steady_clock::now()) {
    return &found->second.addresses;
  }
  known_.erase(found);
  return nullptr;
}

void Resolver::Remember(const Lookup& lookup) {
  if (lookup.answer.addresses.empty()) return;
  if (known_.size() >= options_.max_origins) known_.erase(known_.begin());
  known_[lookup.host] =
      Known{lookup.answer.addresses,
            std::chrono::steady_clock::now() + options_.address_lifetime};
}

void Resolver::Prefer(const std::string& host,
                      const asio::ip::address& address) {
  const auto found = known_.find(host);
  if (found == known_.end()) return;
  Addresses& addresses = found->second.addresses;
  const auto works = std::find(addresses.begin(), addresses.end(), address);
  if (works == addresses.end()) return;
  std::rotate(addresses.begin(), works, works + 1);
}

void Resolver::Close() {
  for (auto& [host, lookup] : lookups_) lookup->Abandon();
  lookups_.clear();
}

}  // namespace herald
