// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/json.h"
#include "liquid/text.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

using Kind = Value::Kind;

constexpr int kMaxDepth = 100;

bool AppendAtDepth(const Value& value, int depth, std::string* out);

bool AppendArray(const Value& value, int depth, std::string* out) {
  *out += '[';
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    if (i > 0) *out += ',';
    if (!AppendAtDepth(ElementAt(value, i), depth + 1, out)) return false;
  }
  *out += ']';
  return true;
}

bool AppendObject(const Value& value, int depth, std::string* out) {
  *out += '{';
  bool is_good = true;
  bool is_first = true;
  ForEachMember(value, [&](std::string_view name, Value member) {
    if (!is_good) return;
    if (!is_first) *out += ',';
    is_first = false;
    AppendJsonString(name, out);
    *out += ':';
    is_good = AppendAtDepth(member, depth + 1, out);
  });
  *out += '}';
  return is_good;
}

bool AppendAtDepth(const Value& value, int depth, std::string* out) {
  if (depth > kMaxDepth) return false;
  if (value.is_array()) return AppendArray(value, depth, out);
  if (value.is_object()) return AppendObject(value, depth, out);
  switch (value.kind()) {
    case Kind::kNil:
      *out += "null";
      return true;
    case Kind::kBool:
    case Kind::kInteger:
      AppendText(value, out);
      return true;
    case Kind::kFloat:
      if (std::isfinite(value.real())) {
        AppendText(value, out);
      } else {
        *out += "null";
      }
      return true;
    case Kind::kString:
      AppendJsonString(value.text(), out);
      return true;
    default: {
      std::string text;
      AppendText(value, &text);
      AppendJsonString(text, out);
      return true;
    }
  }
}

bool IsPlain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void AppendControl(char c, std::string* out) {
  switch (c) {
    case '\n':
      *out += "\\n";
      return;
    case '\r':
      *out += "\\r";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      AppendAll(out, "\\u00", c < 0x10 ? "0" : "1");
      *out += "0123456789abcdef"[c & 15];
  }
}

}  // namespace

bool AppendJsonValue(const Value& value, std::string* out) {
  return AppendAtDepth(value, 0, out);
}

void AppendJsonString(std::string_view text, std::string* out) {
  *out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && IsPlain(text[plain])) ++plain;
    out->append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = FirstCharacter(text);
    if (!character.is_valid) {
      AppendCodePoint(0xfffd, out);
    } else if (character.size > 1) {
      out->append(text.substr(0, character.size));
    } else if (text.front() == '"' || text.front() == '\\') {
      *out += '\\';
      *out += text.front();
    } else if (character.code_point < 0x20) {
      AppendControl(text.front(), out);
    } else {
      *out += text.front();
    }
    text.remove_prefix(character.size);
  }
  *out += '"';
}

}  // namespace herald::liquid
