// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "providers/remote/verdict.h"

namespace herald {

// How a call over gRPC ended, put together from the header fields of the
// answer's head and trailers:
// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
class GrpcStatus {
 public:
  void TakeField(std::string_view name, std::string_view value);

  // What went wrong, once all has come; nothing for OK.
  std::optional<HandlerError> Error() const;

 private:
  std::string http_status_;
  bool is_grpc_ = false;
  std::optional<int> code_;
  std::string message_;
  bool says_not_sent_ = false;
};

}  // namespace herald
