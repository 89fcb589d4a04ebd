// SPDX-License-Identifier: Apache-2.0
#include "rpc/wording.h"

#include <utility>

#include "delivery/content_warnings.h"
#include "delivery/sms_text.h"
#include "rpc/status.h"
#include "rpc/validation.h"

namespace herald {
namespace {

void FillWords(const RenderedMessage& rendered,
               v1::Notification& notification) {
  if (notification.has_email()) {
    v1::EmailNotification& email = *notification.mutable_email();
    email.set_subject(rendered.subject);
    email.set_html(rendered.html);
    email.set_text(rendered.text);
  } else {
    v1::PhoneNotification& phone = *notification.mutable_phone();
    phone.set_as_text(rendered.text);
    phone.set_as_voice(rendered.voice);
  }
}

void Describe(const std::string& text, v1::SmsText& sms) {
  const SmsSegments segments = CountSmsSegments(text);
  sms.set_encoding(segments.encoding == SmsEncoding::kGsm7
                       ? v1::SMS_ENCODING_GSM_7
                       : v1::SMS_ENCODING_UCS_2);
  sms.set_segments(static_cast<int>(segments.segments));
  sms.set_units(static_cast<int>(segments.units));
  sms.set_ucs2_character(segments.ucs2_character);
  sms.set_ucs2_position(static_cast<int>(segments.ucs2_position));
}

void Describe(const v1::Notification& notification,
              v1::RenderNotificationResponse* response) {
  const v1::EmailNotification& email = notification.email();
  const v1::PhoneNotification& phone = notification.phone();
  response->set_subject(email.subject());
  response->set_html(email.html());
  response->set_text(notification.has_email() ? email.text() : phone.as_text());
  response->set_voice(phone.as_voice());
  if (!phone.as_text().empty())
    Describe(phone.as_text(), *response->mutable_sms());
  for (const ContentWarning& found : FindContentWarnings(notification)) {
    v1::RenderWarning& warning = *response->add_warnings();
    warning.set_code(std::string(found.code));
    warning.set_field(std::string(found.field));
    warning.set_description(found.description);
  }
}

}  // namespace

template <typename Request>
grpc::Status Wording::FillAny(Request& request,
                              RenderedMessage* rendered) const {
  v1::Notification& notification = *request.mutable_notification();
  const MessageInput input{.notification = notification,
                           .input = request.template_(),
                           .expire_time = request.has_expire_time()
                                              ? &request.expire_time()
                                              : nullptr,
                           .now = clock_.WallNow()};
  absl::StatusOr<RenderedMessage> result = templates_.Render(input);
  FieldViolations violations;
  if (absl::IsInvalidArgument(result.status())) {
    violations.Add("template", std::string(result.status().message()));
    return InvalidArgument(violations);
  }
  if (!result.ok()) return ToGrpcStatus(result.status());
  *rendered = *std::move(result);
  FillWords(*rendered, notification);
  ValidateWords(notification, violations);
  return violations.empty() ? grpc::Status::OK : InvalidArgument(violations);
}

grpc::Status Wording::Fill(v1::DeliverNotificationRequest& request,
                           std::string* template_locale) const {
  if (!request.has_template_()) return grpc::Status::OK;
  RenderedMessage rendered;
  const grpc::Status status = FillAny(request, &rendered);
  *template_locale = std::move(rendered.locale);
  return status;
}

grpc::Status Wording::Render(v1::RenderNotificationRequest request,
                             v1::RenderNotificationResponse* response) const {
  FieldViolations violations;
  Validate(request, violations);
  if (!violations.empty()) return InvalidArgument(violations);
  if (request.has_template_()) {
    RenderedMessage rendered;
    const grpc::Status status = FillAny(request, &rendered);
    if (!status.ok()) return status;
    response->set_template_locale(std::move(rendered.locale));
  }
  Describe(request.notification(), response);
  return grpc::Status::OK;
}

}  // namespace herald
