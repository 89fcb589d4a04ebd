// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/yaml_tree.h"

namespace herald {

// Builds the tree of one document from the parser's events. After the first
// problem it ignores all further events, and so stays within its bounds.
class YamlBuilder : public YAML::EventHandler {
 public:
  // The tree, if there was no problem.
  YamlDocument TakeDocument() { return std::move(document_); }
  const std::optional<YamlProblem>& problem() const { return problem_; }

  // Where the document begins.
  TextPlace start() const { return start_; }

  static TextPlace PlaceOf(const YAML::Mark& mark);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { Close(); }

 private:
  // A container whose end has not come yet.
  struct Open {
    YamlNode* node;

    // For a mapping, the key that waits for its value.
    std::optional<YamlMember> key;
  };

  YamlNode* Make(YamlNode::Kind kind, const YAML::Mark& mark,
                 const std::string& tag, YAML::anchor_t anchor);
  void OpenContainer(YamlNode::Kind kind, const YAML::Mark& mark,
                     const std::string& tag, YAML::anchor_t anchor);
  void Close();
  void Attach(const YamlNode* node, TextPlace place);
  void AttachToMapping(Open* mapping, const YamlNode* node, TextPlace place);
  void Count(YamlNode* container, const YamlNode* child, TextPlace place);
  void Fail(TextPlace place, std::string description);

  YamlDocument document_;
  std::optional<YamlProblem> problem_;
  TextPlace start_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode*> anchors_;
};

}  // namespace herald
