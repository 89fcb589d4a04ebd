// SPDX-License-Identifier: Apache-2.0
#include "app/message_template_loading.h"

#include <string>
#include <variant>

#include "app/file_reading.h"
#include "app/message_reader.h"
#include "app/message_walk.h"
#include "app/yaml_tree.h"
#include "catalogue/catalogue.h"
#include "fmt/format.h"

namespace herald {
namespace {

constexpr std::size_t kMaxBodyFileBytes = 16 << 20;
constexpr const char kField[] = "message_templates";

// Reads what `file` names into `text`, which must not be given as well.
void ReadTemplateFile(const std::string& path, std::string_view name,
                      const std::string& file, std::string* text,
                      const Places& places, ConfigurationErrors& errors) {
  if (file.empty()) return;
  const std::string field = MemberPath(path, fmt::format("{}_file", name));
  if (!text->empty()) {
    errors.Add(field, places, fmt::format("stands beside {}; give one", name));
    return;
  }
  auto content = ReadFile(file, kMaxBodyFileBytes);
  if (content.ok() && content->empty()) {
    errors.Add(field, places, fmt::format("is empty ({})", file));
  } else if (content.ok()) {
    *text = *std::move(content);
  } else {
    errors.Add(
        field, places,
        fmt::format("{} ({})", std::string(content.status().message()), file));
  }
}

}  // namespace

v1::MessageTemplates BuiltInMessageTemplates() {
  v1::MessageTemplates templates;
  // Tests make sure that it is in order.
  const auto parsed = ParseYaml(MessageTemplatesYaml());
  if (const auto* document = std::get_if<YamlDocument>(&parsed)) {
    Places places;
    ConfigurationErrors errors("built-in");
    MessageReader(places, errors).Read(*document->root, {}, templates);
  }
  return templates;
}

void ReadTemplateFiles(v1::MessageTemplates& templates, const Places& places,
                       ConfigurationErrors& errors) {
  for (int i = 0; i < templates.email_size(); ++i) {
    v1::EmailTemplate& email = *templates.mutable_email(i);
    const std::string path = fmt::format("{}.email[{}]", kField, i);
    ReadTemplateFile(path, "html", email.html_file(), email.mutable_html(),
                     places, errors);
    ReadTemplateFile(path, "text", email.text_file(), email.mutable_text(),
                     places, errors);
  }
}

MessageTemplates MakeMessageTemplates(LoadedConfiguration& loaded) {
  FieldViolations violations;
  MessageTemplates templates(loaded.configuration.message_templates(),
                             BuiltInMessageTemplates(), violations);
  AddViolations(violations, kField, loaded.places, loaded.errors);
  return templates;
}

}  // namespace herald
