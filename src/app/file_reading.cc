// SPDX-License-Identifier: Apache-2.0
#include "app/file_reading.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "fmt/format.h"

namespace herald {
namespace {

// A file that is closed when it goes out of scope.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

absl::Status Unreadable() {
  return absl::NotFoundError("cannot be read: " +
                             std::generic_category().message(errno));
}

std::string Size(std::size_t bytes) {
  return bytes >= 1 << 20 ? fmt::format("{} MiB", bytes >> 20)
                          : fmt::format("{} KiB", bytes >> 10);
}

absl::StatusOr<std::string> ReadAll(int descriptor, std::size_t max_bytes) {
  std::string content;
  char buffer[16 << 10];
  for (;;) {
    const ssize_t count = read(descriptor, buffer, sizeof(buffer));
    if (count == 0) return content;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Unreadable();
    content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > max_bytes) {
      return absl::OutOfRangeError(
          fmt::format("is too large; at most {}", Size(max_bytes)));
    }
  }
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     std::size_t max_bytes) {
  const OpenFile file(path);
  if (file.descriptor() < 0) return Unreadable();
  return ReadAll(file.descriptor(), max_bytes);
}

absl::StatusOr<std::string> ReadStandardInput(std::size_t max_bytes) {
  return ReadAll(STDIN_FILENO, max_bytes);
}

}  // namespace herald
