// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace herald {

// A TCP client that sends whatever bytes a test likes. Calls block, for 10 s at
// most.
class RawClient {
 public:
  // Connects to `127.0.0.1:PORT`.
  explicit RawClient(const std::string& address);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(std::string_view bytes);

  // What comes until this text has come, or the server closes.
  std::string ReadUntil(std::string_view text);

  // What comes until the server closes.
  std::string ReadToEnd() { return ReadUntil(""); }

 private:
  int socket_ = -1;
};

}  // namespace herald
