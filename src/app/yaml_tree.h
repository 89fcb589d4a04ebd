// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace herald {

// A place in a text file; both count from 1.
struct TextPlace {
  int line = 1;
  int column = 1;

  auto operator<=>(const TextPlace&) const = default;
};

struct YamlMember;

// One value of a YAML document, with its place. Aliases are resolved: the same
// node may stand at several places of the tree.
struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMapping };

  Kind kind = Kind::kNull;
  TextPlace place;

  // A scalar's text, and whether it was written without quotes, so that it may
  // be a number or a boolean.
  std::string text;
  bool is_plain = false;

  // The elements of a sequence.
  std::vector<const YamlNode*> items;

  // The members of a mapping in the order of the document. A key may stand
  // there twice.
  std::vector<YamlMember> members;

  // How many nodes it stands for, itself included, and how deep they nest.
  int size = 1;
  int height = 1;
};

// A key of a mapping and its value.
struct YamlMember {
  std::string key;
  TextPlace place;
  const YamlNode* value;
};

// A parsed document. Owns its nodes.
struct YamlDocument {
  std::deque<YamlNode> nodes;
  const YamlNode* root = nullptr;
};

// Why a text is no document that we read.
struct YamlProblem {
  TextPlace place;
  std::string description;
};

// Parses a text in UTF-8 that holds exactly one document, nested at most 64
// deep and of at most 100000 nodes once aliases are resolved. Keys are scalars
// of at most 256 bytes. The first problem ends it.
std::variant<YamlDocument, YamlProblem> ParseYaml(std::string_view text);

}  // namespace herald
