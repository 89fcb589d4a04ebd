// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "liquid/value.h"

namespace herald {

// Texts by the names that templates know them by, as `parameters.NAME`.
class ParameterTexts : public liquid::Object {
 public:
  template <typename Texts>
  explicit ParameterTexts(const Texts& texts)
      : texts_(texts.begin(), texts.end()) {}

  bool empty() const { return texts_.empty(); }

  liquid::Value Find(std::string_view name) const override {
    const auto found = texts_.find(name);
    return found == texts_.end() ? liquid::Value()
                                 : liquid::Value(found->second);
  }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

// Variables, and besides them `parameters`. Both outlive it.
class ParameterVariables : public liquid::Object {
 public:
  ParameterVariables(const liquid::Object& variables,
                     const ParameterTexts& parameters)
      : variables_(variables), parameters_(parameters) {}

  liquid::Value Find(std::string_view name) const override {
    return name == "parameters" ? liquid::Value(&parameters_)
                                : variables_.Find(name);
  }

 private:
  const liquid::Object& variables_;
  const ParameterTexts& parameters_;
};

}  // namespace herald
