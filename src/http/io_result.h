// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace herald {

// How a call that does not block ended.
enum class IoStatus {
  kDone,
  // Call again when the socket can be read.
  kWantRead,
  // Call again when the socket can be written.
  kWantWrite,
  // The peer has ended the stream in good order.
  kClosed,
  kFailed,
};

// What a call that does not block has done.
struct IoResult {
  IoStatus status = IoStatus::kDone;

  // The bytes read or written, at least one, if done.
  std::size_t size = 0;
};

}  // namespace herald
