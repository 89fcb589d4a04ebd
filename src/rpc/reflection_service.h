// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/impl/service_type.h>

#include <memory>
#include <string>
#include <vector>

namespace herald {

// Server reflection, which Debian's gRPC has for v1alpha only. Both versions
// are the same on the wire but for the package's name. `services` are the full
// names to list.
std::unique_ptr<grpc::Service> MakeReflectionServiceV1(
    std::vector<std::string> services);
std::unique_ptr<grpc::Service> MakeReflectionServiceV1Alpha(
    std::vector<std::string> services);

}  // namespace herald
