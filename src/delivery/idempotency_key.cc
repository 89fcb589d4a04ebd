// SPDX-License-Identifier: Apache-2.0
#include "delivery/idempotency_key.h"

#include <fmt/format.h>

#include "delivery/digest.h"

namespace herald {

std::string IdempotencyKey(std::string_view request_id,
                           std::string_view provider) {
  if (request_id.empty()) return {};
  const Digest digest =
      DigestOf({"herald idempotency key", request_id, provider});
  return fmt::format("{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}", digest.first >> 32,
                     digest.first >> 16 & 0xffff, digest.first & 0xfff,
                     (digest.second >> 48 & 0x3fff) | 0x8000,
                     digest.second & 0xffff'ffff'ffff);
}

}  // namespace herald
