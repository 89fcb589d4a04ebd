// SPDX-License-Identifier: Apache-2.0
#include "fakes/temporary_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fakes/check.h"

namespace herald {

TemporaryFile::TemporaryFile(const std::string& content) {
  path_ = (std::filesystem::temp_directory_path() / "herald-test-XXXXXX");
  const int file = mkstemp(path_.data());
  Check(file >= 0, "make a temporary file");
  close(file);
  std::ofstream(path_, std::ios::binary) << content;
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove(path_); }

}  // namespace herald
