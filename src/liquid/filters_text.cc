// SPDX-License-Identifier: Apache-2.0
// The standard filters that make text of text.
#include <algorithm>
#include <cstring>

#include "liquid/arena_text.h"
#include "liquid/convert.h"
#include "liquid/filter.h"
#include "liquid/lexer.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

// White space and NUL, as Ruby strips them.
constexpr std::string_view kStripped("\0\t\n\v\f\r ", 7);

constexpr std::string_view kSpace = "\t\n\v\f\r ";

Value Joined(std::string_view left, std::string_view right,
             RenderContext* context) {
  char* text = context->NewText(left.size() + right.size());
  if (text == nullptr) return Value();
  std::copy(right.begin(), right.end(),
            std::copy(left.begin(), left.end(), text));
  return Value(std::string_view(text, left.size() + right.size()));
}

std::string_view StrippedLeft(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kStripped);
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

std::string_view StrippedRight(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kStripped) + 1);
}

Value Upcase(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  AppendUpper(TextOf(input, context), &out);
  return Value(out.Finish());
}

Value Downcase(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  AppendLower(TextOf(input, context), &out);
  return Value(out.Finish());
}

Value Capitalize(const FilterInput& input, RenderContext* context) {
  const std::string_view text = TextOf(input, context);
  if (text.empty()) return Value("");
  const std::size_t first = FirstCharacterSize(text);
  ArenaText out(context);
  AppendUpper(text.substr(0, first), &out);
  AppendLower(text.substr(first), &out);
  return Value(out.Finish());
}

Value Strip(const FilterInput& input, RenderContext* context) {
  return Value(StrippedRight(StrippedLeft(TextOf(input, context))));
}

Value LeftStrip(const FilterInput& input, RenderContext* context) {
  return Value(StrippedLeft(TextOf(input, context)));
}

Value RightStrip(const FilterInput& input, RenderContext* context) {
  return Value(StrippedRight(TextOf(input, context)));
}

// Puts `replacement` for each line end, `\r\n` or `\n`.
Value ReplaceLineEnds(std::string_view text, std::string_view replacement,
                      RenderContext* context) {
  ArenaText out(context);
  std::size_t begin = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', begin)) {
    const bool has_return = at > begin && text[at - 1] == '\r';
    out.append(text.substr(begin, at - begin - (has_return ? 1 : 0)));
    out.append(replacement);
    begin = at + 1;
  }
  if (begin == 0) return Value(text);
  out.append(text.substr(begin));
  return Value(out.Finish());
}

Value StripNewlines(const FilterInput& input, RenderContext* context) {
  return ReplaceLineEnds(TextOf(input, context), "", context);
}

Value NewlineToBr(const FilterInput& input, RenderContext* context) {
  return ReplaceLineEnds(TextOf(input, context), "<br />\n", context);
}

Value Append(const FilterInput& input, RenderContext* context) {
  return Joined(TextOf(input, context), context->Text(input.Argument(0)),
                context);
}

Value Prepend(const FilterInput& input, RenderContext* context) {
  return Joined(context->Text(input.Argument(0)), TextOf(input, context),
                context);
}

Value Truncate(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  const std::string_view text = TextOf(input, context);
  const auto length = StrictInteger(input.Argument(0, Value(50)));
  if (!length) return context->Fail("`truncate` needs an integer");
  const std::string_view ending =
      context->Text(input.Argument(1, Value("...")));
  const auto size = static_cast<std::int64_t>(CountCharacters(text));
  if (size <= *length) return Value(text);
  const auto ending_size = static_cast<std::int64_t>(CountCharacters(ending));
  const std::int64_t kept = std::max<std::int64_t>(
      std::max<std::int64_t>(*length, 0) - ending_size, 0);
  return Joined(SubstringOfCharacters(text, 0, static_cast<std::size_t>(kept)),
                ending, context);
}

Value TruncateWords(const FilterInput& input, RenderContext* context) {
  if (input.value.is_nil()) return Value();
  const std::string_view text = TextOf(input, context);
  const auto given = StrictInteger(input.Argument(0, Value(15)));
  if (!given) return context->Fail("`truncatewords` needs an integer");
  std::int64_t words = std::max<std::int64_t>(*given, 1);
  ArenaText out(context);
  std::string_view rest = TrimLeft(text);
  for (; words > 0 && !rest.empty(); --words) {
    const std::size_t size = std::min(rest.find_first_of(kSpace), rest.size());
    if (!out.empty()) out.push_back(' ');
    out.append(rest.substr(0, size));
    rest.remove_prefix(size);
    // White space at the end counts as the beginning of one more word.
    if (words == 1 && !rest.empty()) {
      out.append(context->Text(input.Argument(1, Value("..."))));
      return Value(out.Finish());
    }
    rest = TrimLeft(rest);
  }
  return Value(text);
}

constexpr Filter kTextFilters[] = {
    {"append", Append, 1, 1},
    {"capitalize", Capitalize, 0, 0},
    {"downcase", Downcase, 0, 0},
    {"lstrip", LeftStrip, 0, 0},
    {"newline_to_br", NewlineToBr, 0, 0},
    {"prepend", Prepend, 1, 1},
    {"rstrip", RightStrip, 0, 0},
    {"strip", Strip, 0, 0},
    {"strip_newlines", StripNewlines, 0, 0},
    {"truncate", Truncate, 0, 2},
    {"truncatewords", TruncateWords, 0, 2},
    {"upcase", Upcase, 0, 0},
};

}  // namespace

std::span<const Filter> TextFilters() { return kTextFilters; }

}  // namespace herald::liquid
