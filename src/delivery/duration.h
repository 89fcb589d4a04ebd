// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <chrono>
#include <cstdint>

#include "absl/time/time.h"

namespace herald {

// A setting's duration, which its rules keep far from overflow.
inline std::chrono::nanoseconds ToNanoseconds(
    const google::protobuf::Duration& value) {
  return std::chrono::seconds(value.seconds()) +
         std::chrono::nanoseconds(value.nanos());
}

inline void SetDuration(std::chrono::nanoseconds duration,
                        google::protobuf::Duration& value) {
  value.set_seconds(duration.count() / 1'000'000'000);
  value.set_nanos(static_cast<std::int32_t>(duration.count() % 1'000'000'000));
}

inline absl::Time ToTime(const google::protobuf::Timestamp& value) {
  return absl::FromUnixSeconds(value.seconds()) +
         absl::Nanoseconds(value.nanos());
}

}  // namespace herald
