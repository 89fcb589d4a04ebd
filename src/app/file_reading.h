// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"

namespace herald {

// The content of a file. If it cannot be read or is larger than `max_bytes`,
// an error whose message says why and what is allowed, without the path.
absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     std::size_t max_bytes);

// What standard input holds from here on, likewise.
absl::StatusOr<std::string> ReadStandardInput(std::size_t max_bytes);

}  // namespace herald
