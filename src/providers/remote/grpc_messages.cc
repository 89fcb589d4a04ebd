// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/grpc_messages.h"

#include <cstdint>

namespace herald {
namespace {

// A flag for compression, and the length in network order.
constexpr std::size_t kPrefixBytes = 5;

std::uint32_t LengthIn(std::string_view prefix) {
  std::uint32_t length = 0;
  for (const char byte : prefix.substr(1, 4)) {
    length = length << 8 | static_cast<unsigned char>(byte);
  }
  return length;
}

}  // namespace

std::string NewGrpcBody(std::size_t length) {
  std::string body(kPrefixBytes + length, '\0');
  for (std::size_t i = 1; i < kPrefixBytes; ++i) {
    body[i] = static_cast<char>(length >> 8 * (kPrefixBytes - 1 - i));
  }
  return body;
}

void GrpcMessages::Take(std::string_view bytes) {
  if (fault_ != Fault::kNone) return;
  bytes_.erase(0, read_);
  read_ = 0;
  bytes_.append(bytes);
}

std::optional<std::string_view> GrpcMessages::Next() {
  const std::string_view left = std::string_view(bytes_).substr(read_);
  if (fault_ != Fault::kNone || left.size() < kPrefixBytes) return {};
  const std::size_t length = LengthIn(left);
  if (left.front() != 0) fault_ = Fault::kCompressed;
  if (length > max_bytes_) fault_ = Fault::kTooLarge;
  if (fault_ != Fault::kNone || left.size() < kPrefixBytes + length) return {};
  read_ += kPrefixBytes + length;
  return left.substr(kPrefixBytes, length);
}

}  // namespace herald
