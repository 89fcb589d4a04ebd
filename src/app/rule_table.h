// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace herald {

// What a text must look like.
struct TextRule {
  bool (*holds)(std::string_view text) = nullptr;

  // What is allowed, in words.
  std::string_view allowed;
};

// From least to most, both included.
struct CountRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

// From shortest to longest, both included, as they stand in the file.
struct DurationRange {
  std::string_view shortest;
  std::string_view longest;
};

// What the contract's comments demand of one field.
struct FieldRule {
  // Message and field, without the package.
  std::string_view field;

  bool is_required = false;

  // For a number its value, for a list its length. Holds only if given.
  std::optional<CountRange> count;

  // For a duration. Holds only if given.
  std::optional<DurationRange> duration;

  // For a text. Holds unless it is empty.
  TextRule text;

  // Whether the text is a path that starts at the file's folder.
  bool is_path = false;
};

// The rules of all fields that have any.
std::span<const FieldRule> FieldRules();

// The oneofs of which one field must be given, in the same form.
std::span<const std::string_view> RequiredOneofs();

}  // namespace herald
