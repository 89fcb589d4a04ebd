// SPDX-License-Identifier: Apache-2.0
#include "delivery/labels.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

// The words of all values by their numbers, which are few and dense.
std::vector<std::string> WordsOf(const google::protobuf::EnumDescriptor& type) {
  // The value 0 is the enum's name with this ending.
  constexpr std::size_t kUnspecified = sizeof("UNSPECIFIED") - 1;
  const std::size_t prefix = type.value(0)->name().size() - kUnspecified;
  std::vector<std::string> words(1);
  for (int i = 1; i < type.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *type.value(i);
    words.resize(std::max<std::size_t>(words.size(), value.number() + 1));
    words[value.number()] = absl::AsciiStrToLower(value.name().substr(prefix));
  }
  return words;
}

template <typename Enum>
std::string_view WordOf(Enum value) {
  static const auto& words = *new std::vector<std::string>(
      WordsOf(*google::protobuf::GetEnumDescriptor<Enum>()));
  const auto number = static_cast<std::size_t>(value);
  return number < words.size() ? std::string_view(words[number]) : "";
}

}  // namespace

std::string_view LabelOf(v1::Outcome outcome) { return WordOf(outcome); }
std::string_view LabelOf(v1::Scope scope) { return WordOf(scope); }
std::string_view LabelOf(v1::EmailMessageType type) { return WordOf(type); }
std::string_view LabelOf(v1::PhoneMessageType type) { return WordOf(type); }

std::string_view ChannelLabelOf(const v1::Notification& notification) {
  if (notification.has_email()) return "email";
  return notification.phone().delivery_method() == v1::DELIVERY_METHOD_VOICE
             ? "voice"
             : "sms";
}

std::string_view MessageTypeLabelOf(const v1::Notification& notification) {
  return notification.has_email()
             ? LabelOf(notification.email().message_type())
             : LabelOf(notification.phone().message_type());
}

std::string_view CountryLabelOf(const v1::RecipientFacts& recipient) {
  const std::string& country = recipient.country();
  const bool is_code =
      country == "001" || (country.size() == 2 &&
                           std::ranges::all_of(country, absl::ascii_isupper));
  return is_code ? std::string_view(country) : "";
}

}  // namespace herald
