// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/json.h"
#include "liquid/text.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

using ValueKind = Value::Kind;

bool AppendAtDepth(const Value& value, int depth, TextBuilder* out);

bool AppendArray(const Value& value, int depth, TextBuilder* out) {
  out->push_back('[');
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    if (i > 0) out->push_back(',');
    if (!AppendAtDepth(ElementAt(value, i), depth + 1, out)) return false;
  }
  out->push_back(']');
  return true;
}

bool AppendObject(const Value& value, int depth, TextBuilder* out) {
  out->push_back('{');
  bool is_good = true;
  bool is_first = true;
  ForEachMember(value, [&](std::string_view name, Value member) {
    if (!is_good) return;
    if (!is_first) out->push_back(',');
    is_first = false;
    AppendJsonString(name, out);
    out->push_back(':');
    is_good = AppendAtDepth(member, depth + 1, out);
  });
  out->push_back('}');
  return is_good;
}

bool AppendAtDepth(const Value& value, int depth, TextBuilder* out) {
  if (depth > kMaxNesting) return false;
  if (value.is_array()) return AppendArray(value, depth, out);
  if (value.is_object()) return AppendObject(value, depth, out);
  switch (value.kind()) {
    case ValueKind::kNil:
      out->append("null");
      return true;
    case ValueKind::kBool:
    case ValueKind::kInteger:
      AppendText(value, out);
      return true;
    case ValueKind::kFloat:
      if (std::isfinite(value.real())) {
        AppendText(value, out);
      } else {
        out->append("null");
      }
      return true;
    case ValueKind::kString:
      AppendJsonString(value.text(), out);
      return true;
    default: {
      // A range or time, both short.
      FixedText<64> text;
      AppendText(value, &text);
      AppendJsonString(text.text(), out);
      return true;
    }
  }
}

bool IsPlain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void AppendControl(char c, TextBuilder* out) {
  switch (c) {
    case '\n':
      out->append("\\n");
      return;
    case '\r':
      out->append("\\r");
      return;
    case '\t':
      out->append("\\t");
      return;
    default:
      AppendAll(out, "\\u00", c < 0x10 ? "0" : "1");
      out->push_back("0123456789abcdef"[c & 15]);
  }
}

}  // namespace

bool AppendJsonValue(const Value& value, TextBuilder* out) {
  return AppendAtDepth(value, 0, out);
}

void AppendJsonString(std::string_view text, TextBuilder* out) {
  out->push_back('"');
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && IsPlain(text[plain])) ++plain;
    out->append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = FirstCharacter(text);
    if (!character.is_valid) {
      out->append("\uFFFD");
    } else if (character.size > 1) {
      out->append(text.substr(0, character.size));
    } else if (text.front() == '"' || text.front() == '\\') {
      out->push_back('\\');
      out->push_back(text.front());
    } else if (character.code_point < 0x20) {
      AppendControl(text.front(), out);
    } else {
      out->push_back(text.front());
    }
    text.remove_prefix(character.size);
  }
  out->push_back('"');
}

void AppendJsonString(std::string_view text, std::string* out) {
  StringText json(out);
  AppendJsonString(text, &json);
  json.Finish();
}

}  // namespace herald::liquid
