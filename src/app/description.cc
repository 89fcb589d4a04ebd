// SPDX-License-Identifier: Apache-2.0
#include "app/description.h"

#include <google/protobuf/struct.pb.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "absl/strings/str_join.h"
#include "app/field_kinds.h"
#include "app/options.h"
#include "app/text_table.h"
#include "delivery/locale.h"
#include "delivery/message_collection.h"
#include "fmt/format.h"

namespace herald {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What is counted in a provider's configuration.
struct Counts {
  int templates = 0;
  int secrets = 0;
};

bool IsTemplate(const std::string& text) {
  return text.find("{{") != std::string::npos ||
         text.find("{%") != std::string::npos;
}

void CountText(const Message& message, const FieldDescriptor& field,
               Counts* counts) {
  const auto* reflection = message.GetReflection();
  if (!field.is_repeated()) {
    counts->templates += IsTemplate(reflection->GetString(message, &field));
  }
}

void Count(const Message& message, Counts* counts) {
  if (message.GetDescriptor() == v1::Secret::descriptor()) ++counts->secrets;
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      CountText(message, *field, counts);
    } else if (field->message_type() != nullptr && field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        Count(reflection->GetRepeatedMessage(message, field, i), counts);
      }
    } else if (field->message_type() != nullptr) {
      Count(reflection->GetMessage(message, field), counts);
    }
  }
}

std::string KindOf(const v1::Provider& provider) {
  return provider.GetReflection()
      ->GetOneofFieldDescriptor(
          provider, v1::Provider::descriptor()->FindOneofByName("kind"))
      ->name();
}

// An entry of the catalogue is what it was expanded to.
std::string ChannelsOf(const v1::Provider& provider) {
  if (provider.has_twilio_verify() || provider.has_twilio_messaging()) {
    return "sms, voice";
  }
  if (provider.has_smtp()) return "email";
  const auto names = EnumNames(*v1::Channel_descriptor());
  std::vector<std::string> chosen;
  const auto& channels = provider.has_remote() ? provider.remote().channels()
                                               : provider.http().channels();
  for (const int channel : channels) {
    chosen.push_back(names.at(channel - 1));
  }
  return absl::StrJoin(chosen.empty() ? names : chosen, ", ");
}

std::string Plural(int count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string DetailsOf(const v1::Provider& provider) {
  Counts counts;
  Count(provider, &counts);
  std::vector<std::string> details;
  if (provider.has_catalogue()) {
    details.push_back(provider.catalogue().entry());
  }
  if (counts.templates > 0) {
    details.push_back(Plural(counts.templates, "template"));
  }
  if (provider.http().rules_size() > 0) {
    details.push_back(Plural(provider.http().rules_size(), "rule"));
  }
  if (counts.secrets > 0) details.push_back(Plural(counts.secrets, "secret"));
  return absl::StrJoin(details, ", ");
}

std::string ServerLine(const v1::Server& config) {
  const ServerOptions options = ToServerOptions(config);
  return fmt::format("{} ({}), {}, at most {} calls in flight", options.listen,
                     config.has_tls() ? "TLS" : "plaintext",
                     Plural(IoThreads(config), "I/O thread"),
                     options.max_calls_in_flight);
}

// The locales of these templates, sorted.
template <typename Templates>
void AddLocales(const Templates& templates, const std::string& default_locale,
                std::set<std::string>* locales) {
  for (const auto& each : templates) {
    const auto locale = NormalizeLocale(each.locale());
    locales->insert(locale.ok() ? *locale : default_locale);
  }
}

std::string MessagesLine(const v1::MessageTemplates& templates) {
  const int count = templates.email_size() + templates.phone_size();
  if (count == 0) return "by the built-in templates in en";
  std::set<std::string> locales;
  const std::string default_locale = DefaultLocale(templates);
  AddLocales(templates.email(), default_locale, &locales);
  AddLocales(templates.phone(), default_locale, &locales);
  return fmt::format("by {} in {}, else by the built-in ones in en",
                     Plural(count, "template"), absl::StrJoin(locales, ", "));
}

// By falling weight; `a` alone, `a 3 or b 1` together.
std::string PlaceOf(const v1::ProviderGroup& group) {
  std::vector<std::pair<int, std::string>> members;
  for (const auto& [name, weight] : group.weights()) {
    members.emplace_back(-weight, name);
  }
  std::ranges::sort(members);
  if (members.size() == 1) return members[0].second;
  std::vector<std::string> texts;
  for (const auto& [negative, name] : members) {
    texts.push_back(fmt::format("{} {}", name, -negative));
  }
  return absl::StrJoin(texts, " or ");
}

std::string RouteTable(const v1::Configuration& configuration) {
  constexpr std::size_t kMaxWhenBytes = 60;
  if (configuration.routes().empty()) return "";
  std::vector<std::vector<std::string>> rows = {{"ROUTE", "WHEN", "PROVIDERS"}};
  for (const v1::Route& route : configuration.routes()) {
    std::vector<std::string> places;
    for (const v1::ProviderGroup& group : route.providers()) {
      places.push_back(PlaceOf(group));
    }
    std::string when = route.when().empty() ? "always" : route.when();
    if (when.size() > kMaxWhenBytes)
      when = when.substr(0, kMaxWhenBytes) + "...";
    rows.push_back({route.name(), when, absl::StrJoin(places, ", then ")});
  }
  return "\n" + TextTable(rows);
}

}  // namespace

std::string Describe(const LoadedConfiguration& loaded,
                     const std::string& file) {
  const v1::Configuration& configuration = loaded.configuration;
  std::vector<std::vector<std::string>> rows = {
      {"PROVIDER", "KIND", "CARRIES", "HAS"}};
  for (int i = 0; i < configuration.providers_size(); ++i) {
    const v1::Provider& provider = configuration.providers(i);
    const auto expanded = loaded.expanded.find(i);
    const bool is_expanded = expanded != loaded.expanded.end();
    rows.push_back({provider.name(), KindOf(provider),
                    ChannelsOf(is_expanded ? expanded->second : provider),
                    DetailsOf(provider)});
  }
  return fmt::format(
      "{} is in order.\n\n  Listens at {}\n  Words messages {}\n\n{}{}", file,
      ServerLine(configuration.server()),
      MessagesLine(configuration.message_templates()), TextTable(rows),
      RouteTable(configuration));
}

}  // namespace herald
