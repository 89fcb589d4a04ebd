// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/configuration_loader.h"

namespace herald {

// A folder of a test's own for a configuration and the files that it names.
// Removed with all it holds.
class ConfigurationFolder {
 public:
  ConfigurationFolder() {
    std::string path = std::filesystem::temp_directory_path() / "heraldXXXXXX";
    EXPECT_NE(mkdtemp(path.data()), nullptr);
    path_ = path;
  }
  ConfigurationFolder(const ConfigurationFolder&) = delete;
  ConfigurationFolder& operator=(const ConfigurationFolder&) = delete;
  ~ConfigurationFolder() { std::filesystem::remove_all(path_); }

  std::string Path(std::string_view name) const { return path_ / name; }

  // Writes a file and returns its path.
  std::string Write(std::string_view name, std::string_view content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
    return Path(name);
  }

  LoadedConfiguration Load(std::string_view yaml) const {
    return LoadConfiguration(Write("herald.yaml", yaml));
  }

  // The errors in a configuration, with `herald.yaml` for its path.
  std::vector<std::string> ErrorsIn(std::string_view yaml) const {
    return Lines(Load(yaml).errors);
  }

  std::vector<std::string> Lines(const ConfigurationErrors& errors) const {
    std::vector<std::string> lines;
    for (ConfigurationError error : errors.Sorted()) {
      EXPECT_EQ(error.file, Path("herald.yaml"));
      error.file = "herald.yaml";
      lines.push_back(error.ToString());
    }
    return lines;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace herald
