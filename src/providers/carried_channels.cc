// SPDX-License-Identifier: Apache-2.0
#include "providers/carried_channels.h"

#include <string>

namespace herald {
namespace {

v1::Channel ChannelOf(const v1::Notification& notification) {
  if (notification.has_email()) return v1::CHANNEL_EMAIL;
  return notification.phone().delivery_method() == v1::DELIVERY_METHOD_VOICE
             ? v1::CHANNEL_VOICE
             : v1::CHANNEL_SMS;
}

const char* CannotCarry(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_EMAIL:
      return "cannot carry email";
    case v1::CHANNEL_VOICE:
      return "cannot carry voice calls";
    default:
      return "cannot carry text messages";
  }
}

}  // namespace

CarriedChannels::CarriedChannels(
    const google::protobuf::RepeatedField<int>& configured,
    FieldViolations& violations) {
  for (int i = 0; i < configured.size(); ++i) {
    const auto channel = static_cast<v1::Channel>(configured.Get(i));
    if (channel == v1::CHANNEL_UNSPECIFIED || !v1::Channel_IsValid(channel)) {
      violations.Add("channels[" + std::to_string(i) + "]",
                     "must be one of email, sms, voice");
    }
    channels_.insert(channel);
  }
}

absl::Status CarriedChannels::CanCarry(
    const v1::Notification& notification) const {
  const v1::Channel channel = ChannelOf(notification);
  if (channels_.empty() || channels_.contains(channel)) return absl::OkStatus();
  return absl::FailedPreconditionError(CannotCarry(channel));
}

}  // namespace herald
