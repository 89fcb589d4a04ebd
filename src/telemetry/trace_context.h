// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace herald {

// Where in a distributed trace something happens, as the W3C's Trace Context
// has it (https://www.w3.org/TR/trace-context/). A value.
struct TraceContext {
  std::array<std::uint8_t, 16> trace_id = {};
  std::array<std::uint8_t, 8> span_id = {};

  // Bit 0: the trace is recorded; bit 1: its id is random.
  std::uint8_t flags = 0;

  bool operator==(const TraceContext&) const = default;
};

// The header or metadata key that carries one.
inline constexpr std::string_view kTraceparent = "traceparent";

// Reads the value of `traceparent`. Nothing if it breaks the specification. Of
// a version to come, what version 00 knows is read.
std::optional<TraceContext> ParseTraceparent(std::string_view text);

// The value of `traceparent`, of version 00.
std::string ToTraceparent(const TraceContext& context);

// A span of our own: in the caller's trace, if `traceparent` names one, or in a
// new one. Ids are random, not secret. Any thread may call it.
TraceContext StartSpan(std::string_view traceparent);

// The ids in lower-case hexadecimal digits.
std::string TraceIdOf(const TraceContext& context);
std::string SpanIdOf(const TraceContext& context);

}  // namespace herald
