// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/repeated_field.h>

#include <set>

#include "absl/status/status.h"
#include "delivery/field_violation.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/provider.pb.h"

namespace herald {

// The channels that a provider is configured to carry; none named means all.
class CarriedChannels {
 public:
  CarriedChannels() = default;

  // `configured` is the field `channels` of a provider's configuration. What is
  // wrong with it is added to `violations`.
  CarriedChannels(const google::protobuf::RepeatedField<int>& configured,
                  FieldViolations& violations);

  // As Provider::CanCarry.
  absl::Status CanCarry(const v1::Notification& notification) const;

 private:
  std::set<v1::Channel> channels_;
};

}  // namespace herald
