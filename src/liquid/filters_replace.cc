// SPDX-License-Identifier: Apache-2.0
// The standard filters that look for a part of a text.
#include <algorithm>

#include "liquid/arena_text.h"
#include "liquid/filter.h"
#include "liquid/items.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

struct Texts {
  std::string_view text;
  std::string_view part;
  std::string_view replacement;
};

Texts TextsOf(const FilterInput& input, RenderContext* context) {
  const Texts texts = {context->Text(input.value),
                       context->Text(input.Argument(0)),
                       context->Text(input.Argument(1))};
  context->SpendText(texts.text.size());
  return texts;
}

// The text with the part at `at` replaced.
Value Spliced(const Texts& texts, std::size_t at, RenderContext* context) {
  if (at == std::string_view::npos) return Value(texts.text);
  const std::string_view before = texts.text.substr(0, at);
  const std::string_view after = texts.text.substr(at + texts.part.size());
  const std::size_t size =
      before.size() + texts.replacement.size() + after.size();
  char* out = context->NewText(size);
  if (out == nullptr) return Value();
  char* next = std::copy(before.begin(), before.end(), out);
  next = std::copy(texts.replacement.begin(), texts.replacement.end(), next);
  std::copy(after.begin(), after.end(), next);
  return Value(std::string_view(out, size));
}

// Puts the replacement between every two characters and at both ends.
void AppendInterspersed(const Texts& texts, ArenaText* out) {
  std::string_view rest = texts.text;
  out->append(texts.replacement);
  while (!rest.empty()) {
    const std::size_t size = FirstCharacterSize(rest);
    out->append(rest.substr(0, size));
    out->append(texts.replacement);
    rest.remove_prefix(size);
  }
}

Value Replace(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  ArenaText out(context);
  std::string_view rest = texts.text;
  if (texts.part.empty()) {
    AppendInterspersed(texts, &out);
  } else {
    for (std::size_t at = rest.find(texts.part);
         at != std::string_view::npos && !context->failed();
         at = rest.find(texts.part)) {
      out.append(rest.substr(0, at));
      out.append(texts.replacement);
      rest.remove_prefix(at + texts.part.size());
    }
    if (rest.size() == texts.text.size()) return Value(rest);
    out.append(rest);
  }
  context->SpendText(out.size());
  return Value(out.Finish());
}

Value ReplaceFirst(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  return Spliced(texts, texts.text.find(texts.part), context);
}

Value ReplaceLast(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  return Spliced(texts, texts.text.rfind(texts.part), context);
}

// As Ruby does it: white space of any length counts as one space.
void SplitAtSpace(std::string_view text, Items* parts) {
  constexpr std::string_view kSpace = "\t\n\v\f\r ";
  for (std::size_t begin = text.find_first_not_of(kSpace);
       begin != std::string_view::npos;) {
    const std::size_t end =
        std::min(text.find_first_of(kSpace, begin), text.size());
    parts->push_back(Value(text.substr(begin, end - begin)));
    begin = text.find_first_not_of(kSpace, end);
  }
}

void SplitAt(std::string_view text, std::string_view separator, Items* parts) {
  std::size_t count = 0;
  while (!text.empty()) {
    // Without a separator, each character is a part.
    const std::size_t size = separator.empty()
                                 ? FirstCharacterSize(text)
                                 : std::min(text.find(separator), text.size());
    parts->push_back(Value(text.substr(0, size)));
    // Empty parts at the end are left out.
    if (size > 0) count = parts->size();
    text.remove_prefix(std::min(size + separator.size(), text.size()));
  }
  parts->Truncate(count);
}

Value Split(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  Items parts(context);
  if (texts.part == " ") {
    SplitAtSpace(texts.text, &parts);
  } else {
    SplitAt(texts.text, texts.part, &parts);
  }
  context->Spend(static_cast<std::int64_t>(parts.size()));
  return ArrayOf(parts);
}

constexpr Filter kReplaceFilters[] = {
    {"remove", Replace, 1, 1},
    {"remove_first", ReplaceFirst, 1, 1},
    {"remove_last", ReplaceLast, 1, 1},
    {"replace", Replace, 1, 2},
    {"replace_first", ReplaceFirst, 1, 2},
    {"replace_last", ReplaceLast, 2, 2},
    {"split", Split, 1, 1},
};

}  // namespace

std::span<const Filter> ReplaceFilters() { return kReplaceFilters; }

}  // namespace herald::liquid
