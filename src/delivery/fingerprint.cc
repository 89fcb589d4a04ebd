// SPDX-License-Identifier: Apache-2.0
#include "delivery/fingerprint.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <string>

namespace herald {
namespace {

// With the members of maps in the order of their keys.
std::string Serialize(const google::protobuf::MessageLite& message) {
  std::string bytes;
  bytes.reserve(message.ByteSizeLong());
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&coded);
  }
  return bytes;
}

}  // namespace

Digest FingerprintOf(const v1::DeliverNotificationRequest& request) {
  const std::string notification = Serialize(request.notification());
  if (!request.has_template_()) return DigestOf({notification});
  return DigestOf({notification, Serialize(request.template_())});
}

}  // namespace herald
