// SPDX-License-Identifier: Apache-2.0
#include "rpc/status.h"

#include <fmt/format.h>

#include <string>

#include "google/rpc/error_details.pb.h"

namespace herald {
namespace {

grpc::Status WithDetail(grpc::StatusCode code, const std::string& message,
                        const google::protobuf::Message& detail) {
  google::rpc::Status status;
  status.set_code(code);
  status.set_message(message);
  status.add_details()->PackFrom(detail);
  return grpc::Status(code, message, status.SerializeAsString());
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      std::string(status.message()));
}

grpc::Status InvalidArgument(const FieldViolations& violations) {
  google::rpc::BadRequest bad_request;
  for (const FieldViolation& violation : violations.all()) {
    auto& detail = *bad_request.add_field_violations();
    detail.set_field(violation.field);
    detail.set_description(violation.description);
  }
  const FieldViolation& first = violations.all().front();
  std::string message = fmt::format("{} {}", first.field, first.description);
  if (const std::size_t more = violations.all().size() - 1; more > 0)
    message += fmt::format(" (and {} more)", more);
  return WithDetail(grpc::StatusCode::INVALID_ARGUMENT, message, bad_request);
}

grpc::Status Overloaded(std::chrono::seconds retry_delay) {
  google::rpc::RetryInfo retry_info;
  retry_info.mutable_retry_delay()->set_seconds(retry_delay.count());
  return WithDetail(grpc::StatusCode::RESOURCE_EXHAUSTED,
                    "too many calls are in flight; nothing was sent",
                    retry_info);
}

grpc::Status ShuttingDown() {
  return grpc::Status(grpc::StatusCode::UNAVAILABLE,
                      "the server is shutting down; nothing was sent");
}

}  // namespace herald
