// SPDX-License-Identifier: Apache-2.0
#include "liquid/text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "liquid/concat.h"
#include "liquid/elements.h"
#include "liquid/message.h"

namespace herald::liquid {
namespace {

using ValueKind = Value::Kind;

void AppendLiteral(const Value& value, int depth, TextBuilder* out);

void AppendQuoted(std::string_view text, TextBuilder* out) {
  out->push_back('"');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '"':
        out->append("\\\"");
        break;
      case '\\':
        out->append("\\\\");
        break;
      case '\n':
        out->append("\\n");
        break;
      case '\r':
        out->append("\\r");
        break;
      case '\t':
        out->append("\\t");
        break;
      case '\x1b':
        out->append("\\e");
        break;
      case '#':
        // Ruby would read `#{` as code.
        out->append(i + 1 < text.size() && text[i + 1] == '{' ? "\\#" : "#");
        break;
      default:
        out->push_back(c);
    }
  }
  out->push_back('"');
}

void AppendArray(const Value& value, int depth, TextBuilder* out) {
  if (depth >= kMaxNesting) return AppendAll(out, "[...]");
  out->push_back('[');
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    if (i > 0) out->append(", ");
    AppendLiteral(ElementAt(value, i), depth + 1, out);
  }
  out->push_back(']');
}

void AppendObject(const Value& value, int depth, TextBuilder* out) {
  if (value.kind() == ValueKind::kObject &&
      !value.object().Description().empty()) {
    return AppendAll(out, value.object().Description());
  }
  if (depth >= kMaxNesting) return AppendAll(out, "{...}");
  out->push_back('{');
  bool is_first = true;
  ForEachMember(value, [&](std::string_view name, Value member) {
    if (!is_first) out->append(", ");
    is_first = false;
    AppendQuoted(name, out);
    out->append("=>");
    AppendLiteral(member, depth + 1, out);
  });
  out->push_back('}');
}

// `1.25e3` for a mantissa of 125 and an exponent of 3, written as Ruby does.
void AppendDigits(std::string_view mantissa, int exponent, TextBuilder* out) {
  const auto size = static_cast<int>(mantissa.size());
  if (exponent < -4 || exponent >= 15) {
    const std::string_view tail = mantissa.substr(1);
    AppendAll(out, mantissa.substr(0, 1), ".", tail.empty() ? "0" : tail,
              exponent < 0 ? "e-" : "e+",
              exponent > -10 && exponent < 10 ? "0" : "", std::abs(exponent));
  } else if (exponent < 0) {
    out->append("0.");
    out->append(static_cast<std::size_t>(-exponent - 1), '0');
    out->append(mantissa);
  } else if (size <= exponent + 1) {
    out->append(mantissa);
    out->append(static_cast<std::size_t>(exponent + 1 - size), '0');
    out->append(".0");
  } else {
    const auto whole = static_cast<std::size_t>(exponent + 1);
    AppendAll(out, mantissa.substr(0, whole), ".", mantissa.substr(whole));
  }
}

void AppendScalar(const Value& value, TextBuilder* out) {
  switch (value.kind()) {
    case ValueKind::kBool:
      out->append(value.boolean() ? "true" : "false");
      break;
    case ValueKind::kInteger:
      AppendAll(out, value.integer());
      break;
    case ValueKind::kFloat:
      AppendFloat(value.real(), out);
      break;
    case ValueKind::kString:
      out->append(value.text());
      break;
    case ValueKind::kTimestamp:
      AppendTimestamp(value, out);
      break;
    case ValueKind::kRange:
      AppendAll(out, value.range().first, "..", value.range().last);
      break;
    default:
      break;
  }
}

// As within an array or object: text in quotes, `nil` as a word.
void AppendLiteral(const Value& value, int depth, TextBuilder* out) {
  if (value.is_nil()) {
    out->append("nil");
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

void AppendElements(const Value& value, int depth, TextBuilder* out) {
  for (std::int64_t i = 0; i < CountElements(value); ++i) {
    const Value element = ElementAt(value, i);
    if (element.is_array() && depth < kMaxNesting) {
      AppendElements(element, depth + 1, out);
    } else {
      AppendText(element, out);
    }
  }
}

}  // namespace

void AppendOutput(const Value& value, TextBuilder* out) {
  if (value.is_array()) return AppendElements(value, 0, out);
  AppendText(value, out);
}

void AppendText(const Value& value, TextBuilder* out) {
  if (value.is_array()) return AppendArray(value, 0, out);
  if (value.is_object()) return AppendObject(value, 0, out);
  AppendScalar(value, out);
}

void AppendKey(const Value& value, TextBuilder* out) {
  AppendLiteral(value, 0, out);
}

std::string_view FormatFloat(double number, FloatBuffer* buffer) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  FixedText<sizeof(FloatBuffer)> out;
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number,
                                 std::chars_format::scientific)
                       .ptr;
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (text.front() == '-') {
    out.push_back('-');
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  int exponent = 0;
  const char* power = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(power, text.data() + text.size(), exponent);
  // The mantissa without its point.
  if (e > 2) digits[text.data() - digits + 1] = text[0];
  const std::string_view mantissa =
      e > 2 ? text.substr(1, e - 1) : text.substr(0, 1);
  AppendDigits(mantissa, exponent, &out);
  out.text().copy(buffer->data(), buffer->size());
  return {buffer->data(), out.size()};
}

void AppendFloat(double number, TextBuilder* out) {
  FloatBuffer buffer;
  out->append(FormatFloat(number, &buffer));
}

}  // namespace herald::liquid
