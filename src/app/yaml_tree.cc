// SPDX-License-Identifier: Apache-2.0
#include "app/yaml_tree.h"

#include <utility>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>

#include "app/utf8.h"
#include "app/yaml_builder.h"

namespace herald {
namespace {

// What the parser would misread: it takes other encodings for what they are
// not, and some control characters for the end of the file.
std::optional<YamlProblem> FindBadCharacter(std::string_view text) {
  TextPlace place;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = Utf8CharacterLength(text.substr(i));
    if (length == 0) return YamlProblem{place, "is not UTF-8"};
    const unsigned char c = text[i];
    const bool is_control = c < ' ' || c == 0x7f;
    if (is_control && c != '\n' && c != '\r' && c != '\t') {
      return YamlProblem{place,
                         "a control character; write an escape, as in "
                         "\"\\u0007\""};
    }
    i += length;
    place = c == '\n' ? TextPlace{place.line + 1, 1}
                      : TextPlace{place.line, place.column + 1};
  }
  return std::nullopt;
}

std::variant<YamlDocument, YamlProblem> ParseOneDocument(std::istream& text,
                                                         YamlBuilder* builder) {
  YAML::Parser parser(text);
  const bool has_document = parser.HandleNextDocument(*builder);
  if (builder->problem()) return *builder->problem();
  YamlDocument document = builder->TakeDocument();
  if (!has_document || document.root->kind == YamlNode::Kind::kNull) {
    return YamlProblem{{}, "is empty; at least one provider is needed"};
  }
  YamlBuilder second;
  if (parser.HandleNextDocument(second)) {
    return YamlProblem{second.start(),
                       "a second document begins here; one is allowed"};
  }
  return document;
}

}  // namespace

std::variant<YamlDocument, YamlProblem> ParseYaml(std::string_view text) {
  if (const auto problem = FindBadCharacter(text)) return *problem;
  std::istringstream stream{std::string(text)};
  YamlBuilder builder;
  try {
    return ParseOneDocument(stream, &builder);
  } catch (const YAML::Exception& error) {
    // What follows the first problem may well confuse the parser.
    if (builder.problem()) return *builder.problem();
    // What follows a colon is a part of the file, which may be private.
    return YamlProblem{
        YamlBuilder::PlaceOf(error.mark),
        "is not YAML: " + error.msg.substr(0, error.msg.find(": "))};
  }
}

}  // namespace herald
