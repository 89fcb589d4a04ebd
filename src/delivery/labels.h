// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "herald/v1/explanation.pb.h"
#include "herald/v1/notification.pb.h"
#include "herald/v1/outcome.pb.h"

namespace herald {

// The words by which metrics and logs name the values of enums: in lower case
// and without the name of their enum, as in the configuration file. Empty for
// what is unspecified.
std::string_view LabelOf(v1::Outcome outcome);
std::string_view LabelOf(v1::Scope scope);
std::string_view LabelOf(v1::EmailMessageType type);
std::string_view LabelOf(v1::PhoneMessageType type);

// `email`, `sms` or `voice`.
std::string_view ChannelLabelOf(const v1::Notification& notification);

// Empty if it is unspecified.
std::string_view MessageTypeLabelOf(const v1::Notification& notification);

// The two letters of a country, or `001`; empty for an email.
std::string_view CountryLabelOf(const v1::RecipientFacts& recipient);

}  // namespace herald
