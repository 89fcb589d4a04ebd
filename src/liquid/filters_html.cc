// SPDX-License-Identifier: Apache-2.0
// The standard filters for HTML, URLs and base64.
#include <array>

#include "absl/strings/ascii.h"
#include "liquid/base64.h"
#include "liquid/encoding.h"
#include "liquid/filter.h"
#include "liquid/lexer.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

std::string_view Text(const FilterInput& input, RenderContext* context) {
  const std::string_view text = context->Text(input.value);
  context->SpendText(text.size());
  return text;
}

Value Escape(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  std::string out;
  AppendHtmlEscaped(Text(input, context), &out);
  return context->Keep(out);
}

// The size of `&name;` or `&#123;` at the beginning; 0 if there is none.
std::size_t EntitySize(std::string_view text) {
  std::size_t i = 1;
  if (i < text.size() && text[i] == '#') {
    const std::size_t digits = ++i;
    while (i < text.size() && IsDigit(text[i])) ++i;
    if (i == digits) return 0;
  } else {
    while (i < text.size() &&
           absl::ascii_isalpha(static_cast<unsigned char>(text[i]))) {
      ++i;
    }
    if (i == 1) return 0;
  }
  return i < text.size() && text[i] == ';' ? i + 1 : 0;
}

Value EscapeOnce(const FilterInput& input, RenderContext* context) {
  std::string_view text = Text(input, context);
  std::string out;
  while (!text.empty()) {
    const std::size_t entity = text.front() == '&' ? EntitySize(text) : 0;
    if (entity > 0) {
      out += text.substr(0, entity);
      text.remove_prefix(entity);
      continue;
    }
    AppendHtmlEscaped(text.substr(0, 1), &out);
    text.remove_prefix(1);
  }
  return context->Keep(out);
}

struct Element {
  std::string_view opening;
  std::string_view closing;
  // Once an end was not found, there is none further on either.
  bool is_unclosed = false;
};

// Removes all from an opening to the closing that comes next. What has no
// closing stays.
std::string WithoutElements(std::string_view text,
                            std::span<Element> elements) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos;
       at = text.find('<', at)) {
    std::size_t end = std::string_view::npos;
    for (Element& element : elements) {
      if (element.is_unclosed ||
          !text.substr(at).starts_with(element.opening)) {
        continue;
      }
      end = text.find(element.closing, at + element.opening.size());
      element.is_unclosed = end == std::string_view::npos;
      if (!element.is_unclosed) {
        end += element.closing.size();
        break;
      }
    }
    if (end == std::string_view::npos) {
      ++at;
      continue;
    }
    out += text.substr(begin, at - begin);
    begin = at = end;
  }
  out += text.substr(begin);
  return out;
}

Value StripHtml(const FilterInput& input, RenderContext* context) {
  std::array<Element, 3> blocks = {
      {{"<script", "</script>"}, {"<!--", "-->"}, {"<style", "</style>"}}};
  std::array<Element, 1> tags = {{{"<", ">"}}};
  const std::string text = WithoutElements(Text(input, context), blocks);
  return context->Keep(WithoutElements(text, tags));
}

Value UrlEncode(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  std::string out;
  AppendFormEscaped(Text(input, context), &out);
  return context->Keep(out);
}

Value UrlDecode(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  const std::string text = FormUnescaped(Text(input, context));
  if (!IsValidUtf8(text)) {
    return context->Fail("what `url_decode` decoded is not UTF-8");
  }
  return context->Keep(text);
}

Value Base64Encode(const FilterInput& input, RenderContext* context) {
  return context->Keep(EncodeBase64(Text(input, context), false));
}

Value Base64UrlSafeEncode(const FilterInput& input, RenderContext* context) {
  return context->Keep(EncodeBase64(Text(input, context), true));
}

Value Decoded(const FilterInput& input, bool is_url_safe,
              RenderContext* context) {
  const auto text = DecodeBase64(Text(input, context), is_url_safe);
  if (!text) return context->Fail("the text is not base64");
  return context->Keep(*text);
}

Value Base64Decode(const FilterInput& input, RenderContext* context) {
  return Decoded(input, false, context);
}

Value Base64UrlSafeDecode(const FilterInput& input, RenderContext* context) {
  return Decoded(input, true, context);
}

constexpr Filter kFilters[] = {
    {"base64_decode", Base64Decode, 0, 0},
    {"base64_encode", Base64Encode, 0, 0},
    {"base64_url_safe_decode", Base64UrlSafeDecode, 0, 0},
    {"base64_url_safe_encode", Base64UrlSafeEncode, 0, 0},
    {"escape", Escape, 0, 0},
    {"escape_once", EscapeOnce, 0, 0},
    {"h", Escape, 0, 0},
    {"strip_html", StripHtml, 0, 0},
    {"url_decode", UrlDecode, 0, 0},
    {"url_encode", UrlEncode, 0, 0},
};

}  // namespace

std::span<const Filter> HtmlFilters() { return kFilters; }

}  // namespace herald::liquid
