// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rpc/queued_service.h"

namespace herald {

// Server reflection, which Debian's gRPC has for v1alpha only. Both versions
// are the same on the wire but for the package's name. `services` are the full
// names to list.
std::unique_ptr<QueuedService> MakeReflectionServiceV1(
    std::vector<std::string> services);
std::unique_ptr<QueuedService> MakeReflectionServiceV1Alpha(
    std::vector<std::string> services);

}  // namespace herald
