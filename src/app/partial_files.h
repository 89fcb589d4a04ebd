// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"

namespace herald {

// Templates in files, by the names under which others `include` and `render`
// them: the path below their folder, `mail/head.liquid`, and the same without
// `.liquid`, unless a file has just that name.
struct PartialFiles {
  // The text of each.
  std::map<std::string, std::string> sources;

  // The path of each, beginning with the folder as it was given.
  std::map<std::string, std::string> paths;
};

// Reads every file below a folder, into its folders but not into links to
// others: at most 1000 files of 1 MiB each and 16 MiB in all. None if the
// folder's name is empty. The message of an error begins with the path.
absl::StatusOr<PartialFiles> ReadPartialFiles(const std::string& folder);

}  // namespace herald
