// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <map>
#include <string>
#include <vector>

#include "herald/v1/provider.pb.h"

namespace herald {

// The values of all secrets that the configuration names, read once when it is
// loaded. Immutable while providers use it; any thread may read.
class Secrets {
 public:
  // Keeps the value of `secret`. The value must not be empty.
  void Put(const v1::Secret& secret, std::string value) {
    values_[Key(secret)] = std::move(value);
  }

  // The value of a secret. Empty for one that was never put, which the loader
  // of the configuration has reported by then.
  const std::string& Get(const v1::Secret& secret) const {
    static const std::string kNone;
    const auto found = values_.find(Key(secret));
    return found == values_.end() ? kNone : found->second;
  }

  // All values, for redaction.
  std::vector<std::string> Values() const {
    std::vector<std::string> values;
    for (const auto& [key, value] : values_) values.push_back(value);
    return values;
  }

 private:
  static std::pair<int, std::string> Key(const v1::Secret& secret) {
    return {secret.source_case(),
            secret.has_env() ? secret.env() : secret.file()};
  }

  std::map<std::pair<int, std::string>, std::string> values_;
};

}  // namespace herald
