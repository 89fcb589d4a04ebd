// SPDX-License-Identifier: Apache-2.0
#include "liquid/text.h"

#include <charconv>
#include <cmath>

#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/message.h"

namespace herald::liquid {
namespace {

using Kind = Value::Kind;

// Values are not nested deeper than this; what is, is cut short.
constexpr int kMaxDepth = 100;

void AppendLiteral(const Value& value, int depth, std::string* out);

void AppendQuoted(std::string_view text, std::string* out) {
  *out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        *out += "\\\"";
        break;
      case '\\':
        *out += "\\\\";
        break;
      case '\n':
        *out += "\\n";
        break;
      case '\r':
        *out += "\\r";
        break;
      case '\t':
        *out += "\\t";
        break;
      case '\x1b':
        *out += "\\e";
        break;
      case '#':
        // Ruby would read `#{` as code.
        *out += i + 1 < text.size() && text[i + 1] == '{' ? "\\#" : "#";
        break;
      default:
        *out += c;
    }
  }
  *out += '"';
}

void AppendArray(const Value& value, int depth, std::string* out) {
  if (depth >= kMaxDepth) return AppendAll(out, "[...]");
  *out += '[';
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    if (i > 0) *out += ", ";
    AppendLiteral(ElementAt(value, i), depth + 1, out);
  }
  *out += ']';
}

void AppendObject(const Value& value, int depth, std::string* out) {
  if (value.kind() == Kind::kObject && !value.object().Description().empty()) {
    return AppendAll(out, value.object().Description());
  }
  if (depth >= kMaxDepth) return AppendAll(out, "{...}");
  *out += '{';
  bool is_first = true;
  ForEachMember(value, [&](std::string_view name, Value member) {
    if (!is_first) *out += ", ";
    is_first = false;
    AppendQuoted(name, out);
    *out += "=>";
    AppendLiteral(member, depth + 1, out);
  });
  *out += '}';
}

void AppendScalar(const Value& value, std::string* out) {
  switch (value.kind()) {
    case Kind::kBool:
      *out += value.boolean() ? "true" : "false";
      break;
    case Kind::kInteger:
      AppendAll(out, value.integer());
      break;
    case Kind::kFloat:
      AppendFloat(value.real(), out);
      break;
    case Kind::kString:
      *out += value.text();
      break;
    case Kind::kTimestamp:
      *out += TimestampText(value);
      break;
    case Kind::kRange:
      AppendAll(out, value.range().first, "..", value.range().last);
      break;
    default:
      break;
  }
}

// As within an array or object: text in quotes, `nil` as a word.
void AppendLiteral(const Value& value, int depth, std::string* out) {
  if (value.is_nil()) {
    *out += "nil";
  } else if (value.is_string()) {
    AppendQuoted(value.text(), out);
  } else if (value.is_array()) {
    AppendArray(value, depth, out);
  } else if (value.is_object()) {
    AppendObject(value, depth, out);
  } else {
    AppendScalar(value, out);
  }
}

void AppendElements(const Value& value, int depth, std::string* out) {
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    const Value element = ElementAt(value, i);
    if (element.is_array() && depth < kMaxDepth) {
      AppendElements(element, depth + 1, out);
    } else {
      AppendText(element, out);
    }
  }
}

}  // namespace

void AppendOutput(const Value& value, std::string* out) {
  if (value.is_array()) return AppendElements(value, 0, out);
  AppendText(value, out);
}

void AppendText(const Value& value, std::string* out) {
  if (value.is_array()) return AppendArray(value, 0, out);
  if (value.is_object()) return AppendObject(value, 0, out);
  AppendScalar(value, out);
}

void AppendKey(const Value& value, std::string* out) {
  AppendLiteral(value, 0, out);
}

void AppendFloat(double number, std::string* out) {
  if (std::isnan(number)) return AppendAll(out, "NaN");
  if (std::isinf(number)) {
    return AppendAll(out, number < 0 ? "-Infinity" : "Infinity");
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number,
                                 std::chars_format::scientific)
                       .ptr;
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (text.front() == '-') {
    *out += '-';
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  std::string mantissa(text.substr(0, 1));
  if (e > 2) mantissa += text.substr(2, e - 2);
  int exponent = 0;
  const char* power = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(power, text.data() + text.size(), exponent);
  const int size = static_cast<int>(mantissa.size());
  if (exponent < -4 || exponent >= 15) {
    const std::string_view tail = std::string_view(mantissa).substr(1);
    AppendAll(out, mantissa.substr(0, 1), ".", tail.empty() ? "0" : tail,
              exponent < 0 ? "e-" : "e+",
              exponent > -10 && exponent < 10 ? "0" : "", std::abs(exponent));
  } else if (exponent < 0) {
    AppendAll(out, "0.", std::string(-exponent - 1, '0'), mantissa);
  } else if (size <= exponent + 1) {
    AppendAll(out, mantissa, std::string(exponent + 1 - size, '0'), ".0");
  } else {
    AppendAll(out, mantissa.substr(0, exponent + 1), ".",
              mantissa.substr(exponent + 1));
  }
}

}  // namespace herald::liquid
