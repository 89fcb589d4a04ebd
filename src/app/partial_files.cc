// SPDX-License-Identifier: Apache-2.0
#include "app/partial_files.h"

#include <filesystem>
#include <string_view>
#include <system_error>

#include "app/file_reading.h"
#include "fmt/format.h"

namespace herald {
namespace {

using Walk = std::filesystem::recursive_directory_iterator;

constexpr std::string_view kExtension = ".liquid";
constexpr std::size_t kMaxFiles = 1000;
constexpr std::size_t kMaxEntries = 10 * kMaxFiles;
constexpr std::size_t kMaxPartialBytes = 1 << 20;
constexpr std::size_t kMaxPartialsBytes = 16 << 20;

absl::Status WrongPartial(std::string_view path, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}: {}", path, what));
}

absl::Status Unreadable(std::string_view path, const std::error_code& error) {
  return WrongPartial(path, "cannot be read: " + error.message());
}

// Where regular files are, by their paths below the folder.
absl::StatusOr<std::map<std::string, std::string>> FindFiles(
    const std::string& folder) {
  std::map<std::string, std::string> files;
  std::error_code error;
  std::size_t entries = 0;
  for (Walk walk(folder, error); error || walk != Walk();
       walk.increment(error)) {
    if (error) return Unreadable(folder, error);
    const std::string& path = walk->path().native();
    if (walk->is_regular_file(error)) {
      files[path.substr(path.find_first_not_of('/', folder.size()))] = path;
    }
    if (++entries > kMaxEntries || files.size() > kMaxFiles) {
      return WrongPartial(
          folder, fmt::format("holds too many files; at most {}", kMaxFiles));
    }
  }
  return files;
}

// Gives files their second names.
void AddShortNames(PartialFiles* files) {
  const std::map<std::string, std::string> paths = files->paths;
  for (const auto& [name, path] : paths) {
    if (!name.ends_with(kExtension)) continue;
    const std::string shorter = name.substr(0, name.size() - kExtension.size());
    if (!files->paths.try_emplace(shorter, path).second) continue;
    files->sources[shorter] = files->sources[name];
  }
}

}  // namespace

absl::StatusOr<PartialFiles> ReadPartialFiles(const std::string& folder) {
  PartialFiles files;
  if (folder.empty()) return files;
  auto paths = FindFiles(folder);
  if (!paths.ok()) return paths.status();
  files.paths = *std::move(paths);
  std::size_t bytes = 0;
  for (const auto& [name, path] : files.paths) {
    auto source = ReadFile(path, kMaxPartialBytes);
    if (!source.ok())
      return WrongPartial(path, std::string(source.status().message()));
    bytes += source->size();
    if (bytes > kMaxPartialsBytes) {
      return WrongPartial(folder, "holds too much; at most 16 MiB in all");
    }
    files.sources[name] = *std::move(source);
  }
  AddShortNames(&files);
  return files;
}

}  // namespace herald
