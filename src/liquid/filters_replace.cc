// SPDX-License-Identifier: Apache-2.0
// The standard filters that look for a part of a text.
#include <algorithm>
#include <vector>

#include "liquid/filter.h"
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

// Where the part is found, from left to right; nothing between every two
// characters and at both ends.
std::vector<std::size_t> Places(const Texts& texts) {
  std::vector<std::size_t> places;
  if (texts.part.empty()) {
    for (std::size_t at = 0; at < texts.text.size();
         at += FirstCharacterSize(texts.text.substr(at))) {
      places.push_back(at);
    }
    places.push_back(texts.text.size());
    return places;
  }
  for (std::size_t at = texts.text.find(texts.part);
       at != std::string_view::npos;
       at = texts.text.find(texts.part, at + texts.part.size())) {
    places.push_back(at);
  }
  return places;
}

Value Replace(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  const std::vector<std::size_t> places = Places(texts);
  const std::size_t size = texts.text.size() +
                           places.size() * texts.replacement.size() -
                           places.size() * texts.part.size();
  char* out = context->NewText(size);
  if (out == nullptr) return Value();
  char* next = out;
  std::size_t done = 0;
  for (const std::size_t place : places) {
    const std::string_view before = texts.text.substr(done, place - done);
    next = std::copy(before.begin(), before.end(), next);
    next = std::copy(texts.replacement.begin(), texts.replacement.end(), next);
    done = place + texts.part.size();
  }
  const std::string_view rest = texts.text.substr(done);
  std::copy(rest.begin(), rest.end(), next);
  return Value(std::string_view(out, size));
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
std::vector<std::string_view> SplitAtSpace(std::string_view text) {
  constexpr std::string_view kSpace = "\t\n\v\f\r ";
  std::vector<std::string_view> parts;
  for (std::size_t begin = text.find_first_not_of(kSpace);
       begin != std::string_view::npos;) {
    const std::size_t end =
        std::min(text.find_first_of(kSpace, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kSpace, end);
  }
  return parts;
}

std::vector<std::string_view> SplitAt(std::string_view text,
                                      std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    // Without a separator, each character is a part.
    const std::size_t size = separator.empty()
                                 ? FirstCharacterSize(text)
                                 : std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, size));
    text.remove_prefix(std::min(size + separator.size(), text.size()));
  }
  while (!parts.empty() && parts.back().empty()) parts.pop_back();
  return parts;
}

Value Split(const FilterInput& input, RenderContext* context) {
  const Texts texts = TextsOf(input, context);
  const std::vector<std::string_view> parts =
      texts.part == " " ? SplitAtSpace(texts.text)
                        : SplitAt(texts.text, texts.part);
  Value* elements = context->NewElements(parts.size());
  if (elements == nullptr) return Value();
  std::copy(parts.begin(), parts.end(), elements);
  return Value::Array(elements, parts.size());
}

constexpr Filter kFilters[] = {
    {"remove", Replace, 1, 1},
    {"remove_first", ReplaceFirst, 1, 1},
    {"remove_last", ReplaceLast, 1, 1},
    {"replace", Replace, 1, 2},
    {"replace_first", ReplaceFirst, 1, 2},
    {"replace_last", ReplaceLast, 2, 2},
    {"split", Split, 1, 1},
};

}  // namespace

std::span<const Filter> ReplaceFilters() { return kFilters; }

}  // namespace herald::liquid
