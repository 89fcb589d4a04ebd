// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <charconv>
#include <limits>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/charconv.h"
#include "liquid/arena.h"
#include "liquid/concat.h"
#include "liquid/json.h"
#include "liquid/tree.h"

namespace herald::liquid {

class JsonDocument::Content {
 public:
  Arena arena{std::numeric_limits<std::size_t>::max()};
  Value root;
};

namespace {

constexpr int kMaxJsonDepth = 64;

// Takes RapidJSON's events and builds values in an arena. What belongs to
// arrays and objects that are still open waits in `pending_`.
class Builder
    : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(Arena* arena) : arena_(arena) {}

  bool Null() { return Add(Value()); }
  bool Bool(bool value) { return Add(Value(value)); }
  // RapidJSON's own conversion is undefined for `0e40`.
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    const char* const end = text + size;
    std::int64_t integer = 0;
    const auto [stop, error] = std::from_chars(text, end, integer);
    if (stop == end && error == std::errc()) return Add(Value(integer));
    double real = 0;
    absl::from_chars(text, end, real);
    return Add(Value(real));
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return Add(Value(arena_->Copy({text, size})));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    key_ = arena_->Copy({text, size});
    return true;
  }
  bool StartArray() { return Start(); }
  bool StartObject() { return Start(); }

  bool EndArray(rapidjson::SizeType) {
    const std::vector<Member> members = Finish();
    auto* elements = arena_->AllocateArray<Value>(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      elements[i] = members[i].value;
    }
    return Add(Value::Array(elements, members.size()));
  }

  bool EndObject(rapidjson::SizeType) {
    return Add(NewObject(WithoutDuplicates(Finish()), *arena_));
  }

  bool is_too_deep() const { return is_too_deep_; }
  Value root() const { return pending_.empty() ? Value() : pending_[0].value; }

 private:
  // The array or object that is open, and the name it will have itself.
  struct Level {
    std::size_t begin = 0;
    std::string_view key;
  };

  bool Add(Value value) {
    pending_.push_back({key_, value});
    return true;
  }

  bool Start() {
    if (levels_.size() >= kMaxJsonDepth) {
      is_too_deep_ = true;
      return false;
    }
    levels_.push_back({pending_.size(), key_});
    return true;
  }

  std::vector<Member> Finish() {
    const Level level = levels_.back();
    levels_.pop_back();
    key_ = level.key;
    const auto begin =
        pending_.begin() + static_cast<std::ptrdiff_t>(level.begin);
    std::vector<Member> members(begin, pending_.end());
    pending_.erase(begin, pending_.end());
    return members;
  }

  // Of several members of one name, the last counts.
  static std::vector<Member> WithoutDuplicates(std::vector<Member> members) {
    std::unordered_map<std::string_view, std::size_t> places;
    std::size_t count = 0;
    for (const Member& member : members) {
      const auto [place, is_new] = places.try_emplace(member.name, count);
      members[place->second] = member;
      if (is_new) ++count;
    }
    members.resize(count);
    return members;
  }

  Arena* arena_;
  std::vector<Member> pending_;
  std::vector<Level> levels_;
  std::string_view key_;
  bool is_too_deep_ = false;
};

}  // namespace

JsonDocument::JsonDocument(std::unique_ptr<Content> content)
    : content_(std::move(content)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Value JsonDocument::root() const { return content_->root; }

absl::StatusOr<JsonDocument> JsonDocument::Parse(std::string_view text,
                                                 std::size_t* error_offset) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  auto content = std::make_unique<Content>();
  Builder builder(&content->arena);
  rapidjson::MemoryStream memory(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream>
      stream(memory);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (result.IsError()) {
    if (error_offset != nullptr) *error_offset = result.Offset();
    return absl::InvalidArgumentError(Concat(
        "not JSON at byte ", result.Offset(), ": ",
        builder.is_too_deep() ? "nested deeper than 64"
                              : rapidjson::GetParseError_En(result.Code())));
  }
  content->root = builder.root();
  return JsonDocument(std::move(content));
}

}  // namespace herald::liquid
