// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace herald {

// A file of the test's own, which no other test has though it runs at the same
// time. Removed with this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace herald
