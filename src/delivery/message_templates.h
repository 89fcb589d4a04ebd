// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "delivery/message_collection.h"
#include "delivery/message_variables.h"
#include "herald/v1/message_templates.pb.h"

namespace herald {

// A notification's words. What the template lacks is empty.
struct RenderedMessage {
  // The locale of the template.
  std::string locale;

  std::string subject;
  std::string html;
  std::string text;
  std::string voice;
};

// What words notifications: a configuration's message templates, and those that
// are built in. Immutable; any thread may use it.
class MessageTemplates {
 public:
  // Compiles all. What is wrong with the configuration's becomes a violation,
  // named relative to it; the others must be in order.
  MessageTemplates(const v1::MessageTemplates& configured,
                   const v1::MessageTemplates& built_in,
                   FieldViolations& violations);

  // Words a notification whose message type is set. A built-in template is used
  // only if the configuration has none that suits. FAILED_PRECONDITION if
  // the template lacks the text or voice that the delivery method needs;
  // INVALID_ARGUMENT if the template cannot work with the variables: beyond a
  // bound, a filter's wrong input, a missing variable if the configuration is
  // strict.
  absl::StatusOr<RenderedMessage> Render(const MessageInput& input) const;

  // The locales that the configuration has templates for, sorted.
  std::vector<std::string> locales() const { return configured_.locales(); }

 private:
  MessageChoice Choose(const v1::Notification& notification) const;

  const std::string default_locale_;
  liquid::RenderOptions options_;
  MessageCollection configured_;
  MessageCollection built_in_;
};

}  // namespace herald
