// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "delivery/clock.h"
#include "delivery/message_templates.h"
#include "herald/v1/notification_service.pb.h"

namespace herald {

// Puts notifications into words where the caller did not. Any thread may use
// it; what it is constructed with outlives it.
class Wording {
 public:
  Wording(const MessageTemplates& templates, const Clock& clock)
      : templates_(templates), clock_(clock) {}

  // If the validated request asks for a template, fills the notification's
  // subject and bodies and tells the template's locale. The status is the
  // call's if this is not possible.
  grpc::Status Fill(v1::DeliverNotificationRequest& request,
                    std::string* template_locale) const;

  // Answers a request to render, which need not be validated.
  grpc::Status Render(v1::RenderNotificationRequest request,
                      v1::RenderNotificationResponse* response) const;

 private:
  template <typename Request>
  grpc::Status FillAny(Request& request, RenderedMessage* rendered) const;

  const MessageTemplates& templates_;
  const Clock& clock_;
};

}  // namespace herald
