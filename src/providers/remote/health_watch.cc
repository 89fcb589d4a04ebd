// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/health_watch.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "google/protobuf/unknown_field_set.h"

namespace herald {
namespace {

// `grpc.health.v1.HealthCheckResponse` has one field, `status`, and 1 is
// SERVING.
bool SaysServing(std::string_view message) {
  google::protobuf::UnknownFieldSet fields;
  if (!fields.ParseFromString(std::string(message))) return false;
  bool is_serving = false;
  for (int i = 0; i < fields.field_count(); ++i) {
    const google::protobuf::UnknownField& field = fields.field(i);
    if (field.number() == 1 &&
        field.type() == google::protobuf::UnknownField::TYPE_VARINT) {
      is_serving = field.varint() == 1;
    }
  }
  return is_serving;
}

}  // namespace

void HealthWatch::TakeField(std::string_view name, std::string_view value) {
  status_.TakeField(name, value);
}

void HealthWatch::TakeBody(std::string_view bytes) {
  messages_.Take(bytes);
  while (const std::optional<std::string_view> message = messages_.Next()) {
    if (SaysServing(*message)) {
      tell_(HandlerHealth::kServing, "");
    } else {
      tell_(HandlerHealth::kNotServing, "it says that it does not serve");
    }
  }
  if (messages_.fault() != GrpcMessages::Fault::kNone) {
    Cancel();
    tell_(HandlerHealth::kLost, "what it says of its health cannot be read");
  }
}

void HealthWatch::TakeEnd() {
  const std::optional<HandlerError> error = status_.Error();
  if (error.has_value() && error->code == kUnimplemented) {
    return tell_(HandlerHealth::kServing, "");
  }
  tell_(HandlerHealth::kLost,
        fmt::format("it tells its health no more: {}",
                    error.has_value() ? error->message : "OK"));
}

void HealthWatch::TakeFailure(std::string_view reason) {
  tell_(HandlerHealth::kLost, reason);
}

}  // namespace herald
