// SPDX-License-Identifier: Apache-2.0
#include "delivery/message_templates.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "delivery/locale.h"
#include "delivery/locale_choice.h"

namespace herald {
namespace {

// The language of the built-in templates.
constexpr std::string_view kBuiltInLocale = "en";

// One's own partials go ahead of those that are built in.
std::map<std::string, std::string> PartialsOf(
    const v1::MessageTemplates& configured,
    const v1::MessageTemplates& built_in) {
  std::map<std::string, std::string> partials(configured.partials().begin(),
                                              configured.partials().end());
  partials.insert(built_in.partials().begin(), built_in.partials().end());
  return partials;
}

// The built-in ones, within the configuration's bounds.
MessageCollection CompileBuiltIn(const v1::MessageTemplates& built_in,
                                 std::map<std::string, std::string> partials,
                                 FieldViolations& violations) {
  // What is wrong with the partials has been said by now.
  FieldViolations ignored;
  return MessageCollection(built_in, partials,
                           violations.empty() ? violations : ignored);
}

template <typename Option>
void Set(int value, Option* option) {
  if (value > 0) *option = static_cast<Option>(value);
}

liquid::RenderOptions OptionsOf(const v1::MessageTemplates& templates,
                                FieldViolations& violations) {
  const auto locale = NormalizeLocale(templates.default_locale());
  if (!templates.default_locale().empty() && !locale.ok())
    violations.Add("default_locale", std::string(locale.status().message()));
  liquid::RenderOptions options;
  options.strict = templates.strict();
  const v1::TemplateBounds& bounds = templates.bounds();
  Set(bounds.max_nesting(), &options.max_nesting);
  Set(bounds.max_output_bytes(), &options.max_output_bytes);
  Set(bounds.max_loop_iterations(), &options.max_loop_iterations);
  Set(bounds.max_temporary_bytes(), &options.max_temporary_bytes);
  Set(bounds.max_steps(), &options.max_steps);
  if (!templates.time_zone().empty() &&
      !absl::LoadTimeZone(templates.time_zone(), &options.time_zone)) {
    violations.Add("time_zone",
                   "is no time zone of the tz database on this machine; use "
                   "the form Europe/Paris");
  }
  return options;
}

std::string_view Trim(std::string_view text) {
  const auto is_space = [](char c) { return absl::ascii_isspace(c); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// A subject is one line, however its template is laid out.
std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : Trim(text)) {
    const bool is_space = absl::ascii_isspace(c);
    if (is_space && line.ends_with(' ')) continue;
    line += is_space ? ' ' : c;
  }
  return line;
}

absl::Status Lacks(std::string_view part, const MessageInput& input,
                   std::string_view locale) {
  const liquid::Value type =
      liquid::Value::Of(input.notification.phone()).Find("message_type");
  return absl::FailedPreconditionError(
      fmt::format("the message template for {} in {} has no {}", type.text(),
                  locale, part));
}

}  // namespace

MessageTemplates::MessageTemplates(const v1::MessageTemplates& configured,
                                   const v1::MessageTemplates& built_in,
                                   FieldViolations& violations)
    : default_locale_(DefaultLocale(configured)),
      options_(OptionsOf(configured, violations)),
      configured_(configured, PartialsOf(configured, built_in), violations),
      built_in_(CompileBuiltIn(built_in, PartialsOf(configured, built_in),
                               violations)) {}

MessageChoice MessageTemplates::Choose(
    const v1::Notification& notification) const {
  const std::string& locale = notification.has_phone()
                                  ? notification.phone().locale()
                                  : notification.email().locale();
  const MessageChoice own = configured_.Choose(
      notification, LocaleCandidates(locale, notification.request().language(),
                                     default_locale_));
  if (own.message != nullptr) return own;
  return built_in_.Choose(notification, {std::string(kBuiltInLocale)});
}

absl::StatusOr<RenderedMessage> MessageTemplates::Render(
    const MessageInput& input) const {
  const MessageChoice choice = Choose(input.notification);
  if (choice.message == nullptr) {
    return absl::FailedPreconditionError(
        "there is no message template for this message type");
  }
  const CompiledMessage& message = *choice.message;
  RenderedMessage rendered;
  rendered.locale = choice.locale;
  if (input.notification.has_phone()) {
    const bool is_voice = input.notification.phone().delivery_method() ==
                          v1::DELIVERY_METHOD_VOICE;
    if (!(is_voice ? message.voice : message.text))
      return Lacks(is_voice ? "voice" : "text", input, choice.locale);
  }
  const MessageVariables variables(input, choice.locale);
  liquid::RenderOptions options = options_;
  options.now = input.now;
  const std::pair<const std::optional<liquid::Template>&, std::string*>
      parts[] = {{message.subject, &rendered.subject},
                 {message.html, &rendered.html},
                 {message.text, &rendered.text},
                 {message.voice, &rendered.voice}};
  for (const auto& [part, out] : parts) {
    if (!part) continue;
    auto text = part->Render(variables, options);
    if (!text.ok()) return absl::InvalidArgumentError(text.status().message());
    *out = *std::move(text);
  }
  rendered.subject = OneLine(rendered.subject);
  if (input.notification.has_phone()) rendered.text = Trim(rendered.text);
  rendered.voice = Trim(rendered.voice);
  return rendered;
}

}  // namespace herald
