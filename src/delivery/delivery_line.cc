// SPDX-License-Identifier: Apache-2.0
#include "delivery/delivery_line.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "delivery/labels.h"

namespace herald {
namespace {

using Fields = std::vector<Field>;

void AddIfAny(Field::Word name, std::string_view text, Fields& fields) {
  if (!text.empty()) fields.push_back(Field(name, Public(text)));
}

std::string_view LastTwoDigits(std::string_view number) {
  return number.size() < 2 ? "" : number.substr(number.size() - 2);
}

// Normalized and redacted by the engine, as the answer is.
Fields FieldsOf(const v1::Attempt* made) {
  const v1::Attempt& attempt = *made;
  Fields fields;
  AddIfAny("provider", attempt.provider(), fields);
  AddIfAny("outcome", LabelOf(attempt.outcome()), fields);
  AddIfAny("scope", LabelOf(attempt.scope()), fields);
  AddIfAny("reason_code", attempt.reason_code(), fields);
  fields.push_back(
      Field("duration_ms", absl::Seconds(attempt.duration().seconds()) +
                               absl::Nanoseconds(attempt.duration().nanos())));
  AddIfAny("provider_message_id", attempt.provider_message_id(), fields);
  return fields;
}

Fields FieldsOf(const GuardRefusal& refusal) {
  Fields fields;
  AddIfAny("reason_code", refusal.attempt.reason_code(), fields);
  AddIfAny("limit", refusal.limit, fields);
  fields.push_back(Field("dry_run", refusal.is_dry_run));
  return fields;
}

// The objects of a list, and what they point to.
class Objects {
 public:
  template <typename List>
  explicit Objects(const List& list) {
    fields_.reserve(list.size());
    for (const auto& element : list) {
      const Fields& added = fields_.emplace_back(FieldsOf(element));
      lists_.push_back({added.data(), added.size()});
    }
  }

  void AddIfAny(Field::Word name, Fields& fields) const {
    if (!lists_.empty())
      fields.push_back(Field(name, std::span<const FieldList>(lists_)));
  }

 private:
  std::vector<Fields> fields_;
  std::vector<FieldList> lists_;
};

// A replay's were logged when they were made.
std::span<const v1::Attempt* const> AttemptsMade(
    const v1::DeliverNotificationResponse& response) {
  if (response.replayed()) return {};
  return {response.attempts().data(),
          static_cast<std::size_t>(response.attempts_size())};
}

void AddOutcome(const v1::DeliverNotificationResponse& response,
                Fields& fields) {
  AddIfAny("outcome", LabelOf(response.outcome()), fields);
  AddIfAny("scope", LabelOf(response.scope()), fields);
  AddIfAny("reason_code", response.reason_code(), fields);
  AddIfAny("reason", response.reason(), fields);
  if (response.possibly_sent()) fields.push_back(Field("possibly_sent", true));
  if (response.replayed()) fields.push_back(Field("replayed", true));
}

}  // namespace

LogLevel LevelOf(const v1::DeliverNotificationResponse& response) {
  switch (response.scope()) {
    case v1::SCOPE_ACCOUNT:
    case v1::SCOPE_PROVIDER:
    case v1::SCOPE_TRANSPORT:
      return LogLevel::kWarning;
    default:
      return response.possibly_sent() ? LogLevel::kWarning : LogLevel::kInfo;
  }
}

void LogDelivery(const EndedDelivery& delivery) {
  const LogLevel level = LevelOf(delivery.response);
  if (!IsLogged(level)) return;
  const v1::Notification& notification = delivery.request.notification();
  const bool is_email = notification.has_email();
  const std::string& recipient =
      is_email ? notification.email().to() : notification.phone().recipient();
  const std::string trace_id = TraceIdOf(delivery.trace);
  const std::string span_id = SpanIdOf(delivery.trace);
  const std::string recipient_hash =
      delivery.hash(is_email ? absl::AsciiStrToLower(recipient) : recipient);
  const std::string& request_id = delivery.request.request_id();
  const std::string request_id_hash =
      request_id.empty() ? "" : delivery.hash(request_id);
  const Objects attempts(AttemptsMade(delivery.response));
  const Objects refusals(delivery.refusals);

  Fields fields;
  fields.reserve(24);
  AddIfAny("trace_id", trace_id, fields);
  AddIfAny("span_id", span_id, fields);
  AddIfAny("request_id_hash", request_id_hash, fields);
  AddIfAny("route", delivery.response.route(), fields);
  AddIfAny("channel", ChannelLabelOf(notification), fields);
  AddIfAny("message_type", MessageTypeLabelOf(notification), fields);
  AddIfAny("country", CountryLabelOf(delivery.recipient), fields);
  if (is_email) {
    AddIfAny("recipient_domain", delivery.recipient.email_domain(), fields);
  } else {
    AddIfAny("recipient_last_digits", LastTwoDigits(recipient), fields);
  }
  AddIfAny("recipient_hash", recipient_hash, fields);
  AddOutcome(delivery.response, fields);
  fields.push_back(Field("duration_ms", absl::FromChrono(delivery.duration)));
  refusals.AddIfAny("refusals", fields);
  attempts.AddIfAny("attempts", fields);
  Log(level, "delivery", fields);
}

}  // namespace herald
