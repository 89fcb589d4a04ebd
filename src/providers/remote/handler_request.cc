// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_request.h"

#include <algorithm>
#include <cstdint>

#include "google/protobuf/io/coded_stream.h"
#include "providers/remote/grpc_messages.h"

namespace herald {
namespace {

using google::protobuf::io::CodedOutputStream;

// A message is of the wire type 2.
constexpr std::uint32_t kTag =
    v1::HandleNotificationRequest::kNotificationFieldNumber << 3 | 2;

}  // namespace

std::string EncodeHandlerRequest(std::string_view common,
                                 const v1::Notification& notification,
                                 const v1::HandleNotificationRequest& own) {
  const auto size = static_cast<std::uint32_t>(notification.ByteSizeLong());
  const std::size_t length =
      common.size() + CodedOutputStream::VarintSize32(kTag) +
      CodedOutputStream::VarintSize32(size) + size + own.ByteSizeLong();
  std::string body = NewGrpcBody(length);
  auto* end =
      reinterpret_cast<std::uint8_t*>(body.data() + body.size() - length);
  end = std::copy(common.begin(), common.end(), end);
  end = CodedOutputStream::WriteTagToArray(kTag, end);
  end = CodedOutputStream::WriteVarint32ToArray(size, end);
  end = notification.SerializeWithCachedSizesToArray(end);
  own.SerializeWithCachedSizesToArray(end);
  return body;
}

}  // namespace herald
