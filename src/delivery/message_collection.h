// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delivery/field_violation.h"
#include "herald/v1/message_templates.pb.h"
#include "herald/v1/notification.pb.h"
#include "liquid/liquid.h"

namespace herald {

// One message template, compiled: its parts, and those whom it is meant for.
struct CompiledMessage {
  // Empty for all.
  std::string organization;
  std::string client;

  std::optional<liquid::Template> subject;
  std::optional<liquid::Template> html;
  std::optional<liquid::Template> text;
  std::optional<liquid::Template> voice;
};

// A compiled message and the locale it is in.
struct MessageChoice {
  const CompiledMessage* message = nullptr;
  std::string_view locale;
};

// The message templates of one origin.
class MessageCollection {
 public:
  // Compiles all templates. `partials` are those that they may include. Each
  // mistake becomes a violation, named relative to `templates`.
  MessageCollection(const v1::MessageTemplates& templates,
                    const std::map<std::string, std::string>& partials,
                    FieldViolations& violations);

  // The template for the notification's message type, organization and client
  // in the first of the locales that has one; null if none has.
  MessageChoice Choose(const v1::Notification& notification,
                       const std::vector<std::string>& locales) const;

  // The locales that there are templates for, sorted.
  std::vector<std::string> locales() const;

 private:
  using ByLocale =
      std::map<std::string, std::vector<CompiledMessage>, std::less<>>;
  class Compiler;

  std::map<v1::EmailMessageType, ByLocale> email_;
  std::map<v1::PhoneMessageType, ByLocale> phone_;
};

// The default locale of a configuration, normalized; `en` if it has none.
std::string DefaultLocale(const v1::MessageTemplates& templates);

}  // namespace herald
