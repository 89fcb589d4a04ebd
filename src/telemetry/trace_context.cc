// SPDX-License-Identifier: Apache-2.0
#include "telemetry/trace_context.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <span>

namespace herald {
namespace {

// `00-` trace `-` span `-` flags.
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kSpanAt = 36;
constexpr std::size_t kFlagsAt = 53;
constexpr std::size_t kSize = 55;

// What version 00 defines; the rest must not be passed on.
constexpr std::uint8_t kKnownFlags = 0x03;
constexpr std::uint8_t kRandomTraceId = 0x02;

int DigitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool ParseHex(std::string_view digits, std::span<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = DigitValue(digits[2 * i]);
    const int low = DigitValue(digits[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

void AppendHex(std::span<const std::uint8_t> bytes, std::string* text) {
  std::size_t at = text->size();
  text->resize(at + 2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    (*text)[at++] = "0123456789abcdef"[byte >> 4];
    (*text)[at++] = "0123456789abcdef"[byte & 15];
  }
}

bool IsZero(std::span<const std::uint8_t> bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t b) { return b == 0; });
}

// SplitMix64: ids have to differ, not to be hard to guess.
std::uint64_t NextRandom() {
  static thread_local std::uint64_t state = [] {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }();
  std::uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

void FillRandomly(std::span<std::uint8_t> bytes) {
  do {
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
      const std::uint64_t random = NextRandom();
      std::memcpy(&bytes[i], &random, 8);
    }
  } while (IsZero(bytes));
}

}  // namespace

std::optional<TraceContext> ParseTraceparent(std::string_view text) {
  if (text.size() < kSize || text[2] != '-' || text[kSpanAt - 1] != '-' ||
      text[kFlagsAt - 1] != '-') {
    return std::nullopt;
  }
  std::uint8_t version;
  if (!ParseHex(text, {&version, 1}) || version == 0xff) return std::nullopt;
  if (text.size() > kSize && (version == 0 || text[kSize] != '-'))
    return std::nullopt;
  TraceContext context;
  if (!ParseHex(text.substr(kTraceAt), context.trace_id) ||
      !ParseHex(text.substr(kSpanAt), context.span_id) ||
      !ParseHex(text.substr(kFlagsAt), {&context.flags, 1}) ||
      IsZero(context.trace_id) || IsZero(context.span_id)) {
    return std::nullopt;
  }
  return context;
}

std::string ToTraceparent(const TraceContext& context) {
  std::string text;
  text.reserve(kSize);
  text += "00-";
  AppendHex(context.trace_id, &text);
  text += '-';
  AppendHex(context.span_id, &text);
  text += '-';
  AppendHex({&context.flags, 1}, &text);
  return text;
}

TraceContext StartSpan(std::string_view traceparent) {
  TraceContext context;
  if (const auto parent = ParseTraceparent(traceparent)) {
    context = *parent;
    context.flags &= kKnownFlags;
  } else {
    FillRandomly(context.trace_id);
    context.flags = kRandomTraceId;
  }
  FillRandomly(context.span_id);
  return context;
}

std::string TraceIdOf(const TraceContext& context) {
  std::string text;
  AppendHex(context.trace_id, &text);
  return text;
}

std::string SpanIdOf(const TraceContext& context) {
  std::string text;
  AppendHex(context.span_id, &text);
  return text;
}

}  // namespace herald
