// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace herald {

// A call's body for one message of this many bytes, which are zero and come
// last:
// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
std::string NewGrpcBody(std::size_t length);

// Takes messages out of a body that comes in pieces.
class GrpcMessages {
 public:
  enum class Fault { kNone, kTooLarge, kCompressed };

  // A message may have this many bytes.
  explicit GrpcMessages(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Adds a piece, unless there is a fault.
  void Take(std::string_view bytes);

  // The next whole message, as bytes that are good until the next Take.
  std::optional<std::string_view> Next();

  // Why no more messages can be taken out.
  Fault fault() const { return fault_; }

  // Whether all that came was whole messages, and they have been taken out.
  bool is_at_end() const { return read_ == bytes_.size(); }

 private:
  const std::size_t max_bytes_;
  std::string bytes_;
  std::size_t read_ = 0;
  Fault fault_ = Fault::kNone;
};

}  // namespace herald
