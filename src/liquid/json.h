// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "liquid/text_builder.h"
#include "liquid/value.h"

namespace herald::liquid {

// A parsed JSON text. Owns what its values point to.
class JsonDocument {
 public:
  // Parses a whole JSON text in UTF-8, nested at most 64 deep.
  // INVALID_ARGUMENT with the offset of the first error, which is also put into
  // `error_offset` unless that is null; never repeats the text.
  static absl::StatusOr<JsonDocument> Parse(
      std::string_view text, std::size_t* error_offset = nullptr);

  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  // The text's value; lives as long as the document.
  Value root() const;

 private:
  class Content;

  explicit JsonDocument(std::unique_ptr<Content> content);

  std::unique_ptr<Content> content_;
};

// Appends `text` as a JSON string with its quotes. Invalid UTF-8 is replaced
// by U+FFFD.
void AppendJsonString(std::string_view text, TextBuilder* out);
void AppendJsonString(std::string_view text, std::string* out);

// Appends a value as JSON: a range as text, infinite floats as null. False,
// with `out` in an unknown state, if the value is nested deeper than 100.
bool AppendJsonValue(const Value& value, TextBuilder* out);

}  // namespace herald::liquid
