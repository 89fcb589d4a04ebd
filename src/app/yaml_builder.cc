// SPDX-License-Identifier: Apache-2.0
#include "app/yaml_builder.h"

#include <utility>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "fmt/format.h"

namespace herald {
namespace {

constexpr int kMaxNodes = 100'000;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxKeyBytes = 256;

// The parser gives `?` for a value without a tag and `!` for a quoted one.
bool IsKnownTag(std::string_view tag) {
  constexpr std::string_view kKnown[] = {"",
                                         "?",
                                         "!",
                                         "tag:yaml.org,2002:str",
                                         "tag:yaml.org,2002:map",
                                         "tag:yaml.org,2002:seq"};
  return std::find(std::begin(kKnown), std::end(kKnown), tag) !=
         std::end(kKnown);
}

}  // namespace

TextPlace YamlBuilder::PlaceOf(const YAML::Mark& mark) {
  return {std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1};
}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  start_ = PlaceOf(mark);
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const YamlNode* node = Make(YamlNode::Kind::kNull, mark, "", anchor);
  if (node != nullptr) Attach(node, node->place);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  if (problem_) return;
  const YamlNode* node = anchors_[anchor];
  const bool is_open =
      std::any_of(open_.begin(), open_.end(),
                  [node](const Open& open) { return open.node == node; });
  if (node == nullptr || is_open) {
    Fail(PlaceOf(mark), "the alias stands within what it refers to");
    return;
  }
  Attach(node, PlaceOf(mark));
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag,
                           YAML::anchor_t anchor, const std::string& value) {
  YamlNode* node = Make(YamlNode::Kind::kScalar, mark, tag, anchor);
  if (node == nullptr) return;
  node->text = value;
  node->is_plain = tag == "?";
  Attach(node, node->place);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark,
                                  const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
  OpenContainer(YamlNode::Kind::kSequence, mark, tag, anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t anchor, YAML::EmitterStyle::value) {
  OpenContainer(YamlNode::Kind::kMapping, mark, tag, anchor);
}

YamlNode* YamlBuilder::Make(YamlNode::Kind kind, const YAML::Mark& mark,
                            const std::string& tag, YAML::anchor_t anchor) {
  if (problem_) return nullptr;
  if (!IsKnownTag(tag)) {
    Fail(PlaceOf(mark), "this tag is not supported; write the value without");
    return nullptr;
  }
  YamlNode& node = document_.nodes.emplace_back();
  node.kind = kind;
  node.place = PlaceOf(mark);
  if (anchor != YAML::NullAnchor) anchors_[anchor] = &node;
  return &node;
}

void YamlBuilder::OpenContainer(YamlNode::Kind kind, const YAML::Mark& mark,
                                const std::string& tag, YAML::anchor_t anchor) {
  YamlNode* node = Make(kind, mark, tag, anchor);
  if (node == nullptr) return;
  if (open_.size() >= kMaxDepth) {
    Fail(node->place, fmt::format("nested too deep; at most {}", kMaxDepth));
    return;
  }
  open_.push_back({node, std::nullopt});
}

void YamlBuilder::Close() {
  if (problem_) return;
  const YamlNode* node = open_.back().node;
  open_.pop_back();
  Attach(node, node->place);
}

void YamlBuilder::Attach(const YamlNode* node, TextPlace place) {
  if (open_.empty()) {
    document_.root = node;
    return;
  }
  Open& parent = open_.back();
  Count(parent.node, node, place);
  if (parent.node->kind == YamlNode::Kind::kSequence) {
    parent.node->items.push_back(node);
  } else {
    AttachToMapping(&parent, node, place);
  }
}

void YamlBuilder::AttachToMapping(Open* mapping, const YamlNode* node,
                                  TextPlace place) {
  if (mapping->key.has_value()) {
    mapping->key->value = node;
    mapping->node->members.push_back(*std::move(mapping->key));
    mapping->key.reset();
  } else if (node->text.size() > kMaxKeyBytes) {
    Fail(place,
         fmt::format("a key is too long; at most {} bytes", kMaxKeyBytes));
  } else if (node->kind == YamlNode::Kind::kScalar) {
    mapping->key = YamlMember{node->text, place, nullptr};
  } else {
    Fail(place, "a key must be a name");
  }
}

void YamlBuilder::Count(YamlNode* container, const YamlNode* child,
                        TextPlace place) {
  container->size += child->size;
  container->height = std::max(container->height, child->height + 1);
  const int depth = static_cast<int>(open_.size()) + child->height;
  if (container->size > kMaxNodes) {
    Fail(place, fmt::format("too many values, aliases counted as what they "
                            "refer to; at most {}",
                            kMaxNodes));
  } else if (depth > kMaxDepth + 1) {
    Fail(place, fmt::format("nested too deep; at most {}", kMaxDepth));
  }
}

void YamlBuilder::Fail(TextPlace place, std::string description) {
  if (!problem_) problem_ = YamlProblem{place, std::move(description)};
}

}  // namespace herald
