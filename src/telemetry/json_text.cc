// SPDX-License-Identifier: Apache-2.0
#include "telemetry/json_text.h"

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace herald {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;

// What goes into a JSON string as it stands, beyond ASCII left out.
constexpr bool IsPlain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

// Whether all characters are plain, eight at a time: most texts are.
bool AreAllPlain(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  // Not 0 if a byte is 0.
  const auto has_zero = [](std::uint64_t word) {
    return (word - kOnes) & ~word & kHigh;
  };
  std::uint64_t odd = 0;
  for (; text.size() >= 8 && odd == 0; text.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), 8);
    odd = (word & kHigh) | ((word - kOnes * 0x20) & ~word & kHigh) |
          has_zero(word ^ (kOnes * '"')) | has_zero(word ^ (kOnes * '\\'));
  }
  return odd == 0 && std::ranges::all_of(text, IsPlain);
}

bool IsUtf8(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  while (stream.Tell() < text.size()) {
    unsigned codepoint;
    if (!rapidjson::UTF8<>::Decode(stream, &codepoint)) return false;
  }
  return stream.Tell() == text.size();
}

void AppendEscaped(unsigned char c, std::string* out) {
  constexpr std::string_view kShort = "\bb\ff\nn\rr\tt\"\"\\\\";
  out->push_back('\\');
  for (std::size_t i = 0; i < kShort.size(); i += 2) {
    if (kShort[i] == static_cast<char>(c)) {
      out->push_back(kShort[i + 1]);
      return;
    }
  }
  out->append("u00");
  out->push_back("0123456789ABCDEF"[c >> 4]);
  out->push_back("0123456789ABCDEF"[c & 15]);
}

// The text that AppendTime wrote last on this thread, to the second.
struct LastSecond {
  std::int64_t seconds = -1;
  std::string text;
};

}  // namespace

void AppendJsonText(std::string_view text, std::string* out) {
  text = text.substr(0, kMaxTextBytes);
  out->push_back('"');
  if (AreAllPlain(text)) {
    out->append(text);
  } else {
    const bool is_utf8 = IsUtf8(text);
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (IsPlain(byte)) {
        out->push_back(c);
      } else if (byte < 0x80) {
        AppendEscaped(byte, out);
      } else {
        out->push_back(is_utf8 ? c : '?');
      }
    }
  }
  out->push_back('"');
}

void AppendNumber(std::int64_t number, std::string* out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  out->append(digits, end);
}

void AppendTime(absl::Time time, std::string* out) {
  static thread_local LastSecond last;
  const std::int64_t milliseconds = absl::ToUnixMillis(time);
  const std::int64_t seconds = absl::ToUnixSeconds(time);
  if (seconds != last.seconds) {
    last.text =
        absl::FormatTime("%Y-%m-%dT%H:%M:%S.", time, absl::UTCTimeZone());
    last.seconds = seconds;
  }
  out->append(last.text);
  const auto rest = static_cast<int>(milliseconds - seconds * 1000);
  out->push_back(static_cast<char>('0' + rest / 100));
  out->push_back(static_cast<char>('0' + rest / 10 % 10));
  out->push_back(static_cast<char>('0' + rest % 10));
  out->push_back('Z');
}

}  // namespace herald
