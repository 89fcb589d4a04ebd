// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <expat.h>

#include <limits>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "liquid/concat.h"
#include "liquid/tree.h"
#include "liquid/xml.h"

namespace herald::liquid {

class XmlDocument::Content {
 public:
  Arena arena{std::numeric_limits<std::size_t>::max()};
  Value root;
};

namespace {

constexpr std::size_t kMaxXmlDepth = 64;
// What Expat counts with.
constexpr std::size_t kMaxXmlBytes = std::numeric_limits<int>::max();

struct ParserDeleter {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

std::string_view WithoutPrefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

bool IsNamespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:");
}

std::string_view Trimmed(std::string_view text) {
  constexpr char kSpaces[] = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == text.npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

// Takes Expat's events and builds values in an arena.
class XmlBuilder {
 public:
  XmlBuilder(XML_Parser parser, Arena& arena)
      : parser_(parser), arena_(arena), levels_(1) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &Start, &End);
    XML_SetCharacterDataHandler(parser, &Text);
    XML_SetStartDoctypeDeclHandler(parser, &Doctype);
  }

  // What is wrong, and where, once Expat has failed.
  std::string Failure() const {
    const bool is_ours = refusal_ != nullptr;
    return Concat(
        "not XML at byte ",
        is_ours ? refused_at_ : XML_GetCurrentByteIndex(parser_), ": ",
        is_ours ? refusal_ : XML_ErrorString(XML_GetErrorCode(parser_)));
  }

  Value root() const { return NewObject(levels_[0].members, arena_); }

 private:
  // An element that is open. The first stands for the document.
  struct Level {
    std::string_view name;
    std::vector<Member> members;
    std::string text;
  };

  static XmlBuilder& Self(void* self) {
    return *static_cast<XmlBuilder*>(self);
  }

  static void Start(void* self, const char* name, const char** attributes) {
    Self(self).Open(name, attributes);
  }
  static void End(void* self, const char*) { Self(self).Close(); }
  static void Text(void* self, const char* text, int size) {
    Self(self).levels_.back().text.append(text, size);
  }
  static void Doctype(void* self, const char*, const char*, const char*, int) {
    Self(self).Refuse("document type declarations are not read");
  }

  void Open(std::string_view name, const char** attributes) {
    if (levels_.size() > kMaxXmlDepth) return Refuse("nested deeper than 64");
    Level& level = levels_.emplace_back();
    level.name = arena_.Copy(WithoutPrefix(name));
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view attribute = attributes[0];
      if (IsNamespace(attribute)) continue;
      level.members.push_back(
          {arena_.Copy(Concat("@", WithoutPrefix(attribute))),
           arena_.Copy(Trimmed(attributes[1]))});
    }
  }

  void Close() {
    // Expat ends an empty element that was refused.
    if (refusal_ != nullptr) return;
    Level level = std::move(levels_.back());
    levels_.pop_back();
    const std::string_view text = arena_.Copy(Trimmed(level.text));
    Value value = text;
    if (!level.members.empty()) {
      if (!text.empty()) level.members.push_back({"#text", text});
      value = NewObject(WithLists(std::move(level.members), arena_), arena_);
    }
    levels_.back().members.push_back({level.name, value});
  }

  void Refuse(const char* why) {
    refusal_ = why;
    refused_at_ = XML_GetCurrentByteIndex(parser_);
    XML_StopParser(parser_, XML_FALSE);
  }

  const XML_Parser parser_;
  Arena& arena_;
  std::vector<Level> levels_;
  // What we do not take, though Expat would.
  const char* refusal_ = nullptr;
  XML_Index refused_at_ = 0;
};

}  // namespace

XmlDocument::XmlDocument(std::unique_ptr<Content> content)
    : content_(std::move(content)) {}
XmlDocument::XmlDocument(XmlDocument&&) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&&) noexcept = default;
XmlDocument::~XmlDocument() = default;

Value XmlDocument::root() const { return content_->root; }

absl::StatusOr<XmlDocument> XmlDocument::Parse(std::string_view text) {
  if (text.size() > kMaxXmlBytes) {
    return absl::InvalidArgumentError("not XML: too large");
  }
  const std::unique_ptr<XML_ParserStruct, ParserDeleter> parser(
      XML_ParserCreate(nullptr));
  if (parser == nullptr) {
    return absl::ResourceExhaustedError("no memory for XML");
  }
  auto content = std::make_unique<Content>();
  XmlBuilder builder(parser.get(), content->arena);
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) !=
      XML_STATUS_OK) {
    return absl::InvalidArgumentError(builder.Failure());
  }
  content->root = builder.root();
  return XmlDocument(std::move(content));
}

}  // namespace herald::liquid
