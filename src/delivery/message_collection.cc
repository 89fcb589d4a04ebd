// SPDX-License-Identifier: Apache-2.0
#include "delivery/message_collection.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "delivery/locale.h"
#include "liquid/value.h"

namespace herald {
namespace {

using Partials = std::map<std::string, std::string>;

// How well a template suits the notification: the more it asks for the better;
// nothing if it is meant for others.
std::optional<int> Fit(const CompiledMessage& message,
                       const v1::Notification& notification) {
  int fit = 0;
  if (!message.organization.empty()) {
    if (message.organization != notification.organization().id()) return {};
    fit += 2;
  }
  if (!message.client.empty()) {
    if (message.client != notification.client().client_id()) return {};
    fit += 1;
  }
  return fit;
}

const CompiledMessage* FindBest(const std::vector<CompiledMessage>& messages,
                                const v1::Notification& notification) {
  const CompiledMessage* best = nullptr;
  int best_fit = -1;
  for (const CompiledMessage& message : messages) {
    const std::optional<int> fit = Fit(message, notification);
    if (!fit || *fit <= best_fit) continue;
    best = &message;
    best_fit = *fit;
  }
  return best;
}

// The message type as the configuration has it: `otp_verify`.
std::string TypeName(const google::protobuf::Message& message) {
  return std::string(liquid::Value::Of(message).Find("message_type").text());
}

}  // namespace

// Compiles templates one after the other.
class MessageCollection::Compiler {
 public:
  Compiler(const v1::MessageTemplates& templates, const Partials& partials,
           FieldViolations& violations)
      : default_locale_(DefaultLocale(templates)), violations_(violations) {
    const v1::TemplateBounds& bounds = templates.bounds();
    options_.macros = true;
    if (bounds.max_source_bytes() > 0)
      options_.max_source_bytes = bounds.max_source_bytes();
    if (bounds.max_nesting() > 0) options_.max_nesting = bounds.max_nesting();
    plain_ = CompilePartials(partials, liquid::Escape::kNone);
    if (violations.empty())
      html_ = CompilePartials(partials, liquid::Escape::kHtml);
  }

  void Add(const v1::EmailTemplate& source, const std::string& path,
           ByLocale& messages) {
    Begin(source, path);
    CompiledMessage message = For(source);
    message.subject = Compile("subject", source.subject());
    if (source.html().empty() && source.html_file().empty() &&
        source.text().empty() && source.text_file().empty()) {
      violations_.Add(path, "lacks one of html, html_file, text, text_file");
    }
    message.html = Compile("html", source.html(), liquid::Escape::kHtml);
    message.text = Compile("text", source.text());
    Put(source.locale(), std::move(message), messages);
  }

  void Add(const v1::PhoneTemplate& source, const std::string& path,
           ByLocale& messages) {
    Begin(source, path);
    CompiledMessage message = For(source);
    if (source.text().empty() && source.voice().empty())
      violations_.Add(path, "lacks one of text, voice");
    message.text = Compile("text", source.text());
    message.voice = Compile("voice", source.voice());
    Put(source.locale(), std::move(message), messages);
  }

 private:
  liquid::Partials CompilePartials(const Partials& sources,
                                   liquid::Escape escape) {
    liquid::ParseOptions options = options_;
    options.escape = escape;
    auto partials = liquid::Partials::Parse(sources, options);
    if (partials.ok()) return *std::move(partials);
    const std::string problem(partials.status().message());
    std::string field = "partials";
    for (const auto& [name, source] : sources)
      if (problem.starts_with(name + ":")) field = "partials." + name;
    violations_.Add(field, problem);
    return {};
  }

  template <typename Source>
  void Begin(const Source& source, const std::string& path) {
    path_ = path;
    type_ = TypeName(source);
    locale_ = default_locale_;
    if (source.locale().empty()) return;
    auto locale = NormalizeLocale(source.locale());
    if (locale.ok()) {
      locale_ = *std::move(locale);
    } else {
      violations_.Add(path_ + ".locale",
                      std::string(locale.status().message()));
    }
  }

  template <typename Source>
  static CompiledMessage For(const Source& source) {
    CompiledMessage message;
    message.organization = source.organization();
    message.client = source.client();
    return message;
  }

  std::optional<liquid::Template> Compile(
      std::string_view part, const std::string& source,
      liquid::Escape escape = liquid::Escape::kNone) {
    if (source.empty()) return {};
    const std::string name = fmt::format("{}.{}.{}", type_, locale_, part);
    liquid::ParseOptions options = options_;
    options.name = name;
    options.escape = escape;
    options.partials = escape == liquid::Escape::kHtml ? &html_ : &plain_;
    if (options.partials->programs() == nullptr) options.partials = nullptr;
    auto compiled = liquid::Template::Parse(source, options);
    if (compiled.ok()) return *std::move(compiled);
    violations_.Add(fmt::format("{}.{}", path_, part),
                    std::string(compiled.status().message()));
    return {};
  }

  void Put(const std::string& locale, CompiledMessage message,
           ByLocale& messages) {
    auto& others = messages[locale_];
    const bool is_new =
        std::ranges::none_of(others, [&](const CompiledMessage& other) {
          return other.organization == message.organization &&
                 other.client == message.client;
        });
    if (!is_new) {
      violations_.Add(locale.empty() ? path_ : path_ + ".locale",
                      fmt::format("there is a template for {} in {} already",
                                  type_, locale_));
    }
    others.push_back(std::move(message));
  }

  const std::string default_locale_;
  FieldViolations& violations_;
  liquid::ParseOptions options_;
  liquid::Partials plain_;
  liquid::Partials html_;

  // Of the template being compiled.
  std::string path_;
  std::string type_;
  std::string locale_;
};

MessageCollection::MessageCollection(const v1::MessageTemplates& templates,
                                     const Partials& partials,
                                     FieldViolations& violations) {
  Compiler compiler(templates, partials, violations);
  for (int i = 0; i < templates.email_size(); ++i) {
    const v1::EmailTemplate& source = templates.email(i);
    compiler.Add(source, fmt::format("email[{}]", i),
                 email_[source.message_type()]);
  }
  for (int i = 0; i < templates.phone_size(); ++i) {
    const v1::PhoneTemplate& source = templates.phone(i);
    compiler.Add(source, fmt::format("phone[{}]", i),
                 phone_[source.message_type()]);
  }
}

MessageChoice MessageCollection::Choose(
    const v1::Notification& notification,
    const std::vector<std::string>& locales) const {
  const ByLocale* messages = nullptr;
  if (notification.has_phone()) {
    const auto found = phone_.find(notification.phone().message_type());
    if (found != phone_.end()) messages = &found->second;
  } else {
    const auto found = email_.find(notification.email().message_type());
    if (found != email_.end()) messages = &found->second;
  }
  if (messages == nullptr) return {};
  for (const std::string& locale : locales) {
    const auto found = messages->find(locale);
    if (found == messages->end()) continue;
    const CompiledMessage* best = FindBest(found->second, notification);
    if (best != nullptr) return {best, found->first};
  }
  return {};
}

std::vector<std::string> MessageCollection::locales() const {
  std::set<std::string> locales;
  for (const auto& [type, messages] : email_)
    for (const auto& [locale, message] : messages) locales.insert(locale);
  for (const auto& [type, messages] : phone_)
    for (const auto& [locale, message] : messages) locales.insert(locale);
  return {locales.begin(), locales.end()};
}

std::string DefaultLocale(const v1::MessageTemplates& templates) {
  auto locale = NormalizeLocale(templates.default_locale());
  return locale.ok() ? *std::move(locale) : "en";
}

}  // namespace herald
