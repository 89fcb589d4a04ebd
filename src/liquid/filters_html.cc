// SPDX-License-Identifier: Apache-2.0
// The standard filters for HTML, URLs and base64.
#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "liquid/arena_text.h"
#include "liquid/base64.h"
#include "liquid/encoding.h"
#include "liquid/filter.h"
#include "liquid/lexer.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

Value Escape(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  ArenaText out(context);
  AppendHtmlEscaped(TextOf(input, context), &out);
  return Value(out.Finish());
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
  std::string_view text = TextOf(input, context);
  ArenaText out(context);
  while (!text.empty()) {
    // Escapes up to the next entity, and takes that as it is.
    std::size_t at = text.find('&');
    std::size_t entity = 0;
    for (; at != std::string_view::npos; at = text.find('&', at + 1)) {
      entity = EntitySize(text.substr(at));
      if (entity > 0) break;
    }
    at = std::min(at, text.size());
    AppendHtmlEscaped(text.substr(0, at), &out);
    out.append(text.substr(at, entity));
    text.remove_prefix(at + entity);
  }
  return Value(out.Finish());
}

struct Element {
  std::string_view opening;
  std::string_view closing;
  // Once an end was not found, there is none further on either.
  bool is_unclosed = false;
};

// Removes all from an opening to the closing that comes next. What has no
// closing stays.
std::string_view WithoutElements(std::string_view text,
                                 std::span<Element> elements,
                                 RenderContext* context) {
  ArenaText out(context);
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
    out.append(text.substr(begin, at - begin));
    begin = at = end;
  }
  // All of it stays where it is.
  if (begin == 0) return text;
  out.append(text.substr(begin));
  return out.Finish();
}

Value StripHtml(const FilterInput& input, RenderContext* context) {
  std::array<Element, 3> blocks = {
      {{"<script", "</script>"}, {"<!--", "-->"}, {"<style", "</style>"}}};
  std::array<Element, 1> tags = {{{"<", ">"}}};
  const std::string_view text =
      WithoutElements(TextOf(input, context), blocks, context);
  return Value(WithoutElements(text, tags, context));
}

Value UrlEncode(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  ArenaText out(context);
  AppendFormEscaped(TextOf(input, context), &out);
  return Value(out.Finish());
}

Value UrlDecode(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  ArenaText out(context);
  AppendFormUnescaped(TextOf(input, context), &out);
  const std::string_view text = out.Finish();
  if (!IsValidUtf8(text)) {
    return context->Fail("what `url_decode` decoded is not UTF-8");
  }
  return Value(text);
}

Value Encoded(const FilterInput& input, bool is_url_safe,
              RenderContext* context) {
  ArenaText out(context);
  AppendBase64(TextOf(input, context), is_url_safe, &out);
  return Value(out.Finish());
}

Value Base64Encode(const FilterInput& input, RenderContext* context) {
  return Encoded(input, false, context);
}

Value Base64UrlSafeEncode(const FilterInput& input, RenderContext* context) {
  return Encoded(input, true, context);
}

Value Decoded(const FilterInput& input, bool is_url_safe,
              RenderContext* context) {
  ArenaText out(context);
  if (!AppendDecodedBase64(TextOf(input, context), is_url_safe, &out)) {
    return context->Fail("the text is not base64");
  }
  return Value(out.Finish());
}

Value Base64Decode(const FilterInput& input, RenderContext* context) {
  return Decoded(input, false, context);
}

Value Base64UrlSafeDecode(const FilterInput& input, RenderContext* context) {
  return Decoded(input, true, context);
}

constexpr Filter kHtmlFilters[] = {
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

std::span<const Filter> HtmlFilters() { return kHtmlFilters; }

}  // namespace herald::liquid
