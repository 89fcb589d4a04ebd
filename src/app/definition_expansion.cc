// SPDX-License-Identifier: Apache-2.0
#include "app/definition_expansion.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "app/field_kinds.h"
#include "app/message_walk.h"
#include "app/text_forms.h"

namespace herald {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Fills parameters into messages whose texts are templates.
class ParameterFiller {
 public:
  ParameterFiller(const ParameterValues& values, FieldViolations& violations)
      : values_(values), violations_(violations) {}

  void Fill(Message& message) {
    const auto* reflection = message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->is_repeated()) continue;
      if (field->message_type() == v1::Secret::descriptor()) {
        FillSecret(message, *field);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        FillText(message, *field);
      }
    }
  }

 private:
  void FillSecret(Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    auto& secret =
        static_cast<v1::Secret&>(*reflection->MutableMessage(&message, &field));
    const auto found = values_.secrets.find(secret.parameter());
    if (found != values_.secrets.end()) {
      secret = found->second;
    } else {
      reflection->ClearField(&message, &field);
    }
  }

  void FillText(Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    const auto text = RenderWithParameters(
        reflection->GetString(message, &field), values_.texts);
    if (text.ok()) {
      reflection->SetString(&message, &field, *text);
    } else {
      violations_.Add("parameters", std::string(text.status().message()));
    }
  }

  const ParameterValues& values_;
  FieldViolations& violations_;
};

// `parameters.NAME`, perhaps with the filter `raw` and spaces around it.
bool IsParameterAlone(std::string_view output) {
  constexpr std::string_view kRoot = " parameters.";
  constexpr std::string_view kRaw = " | raw ";
  if (!output.starts_with(kRoot)) return false;
  output.remove_prefix(kRoot.size());
  output.remove_suffix(output.ends_with(kRaw) ? kRaw.size() : 1);
  return IsVariableName(output);
}

// Whether a template depends on parameters alone.
bool IsFixed(std::string_view source) {
  if (source.find("{%") != source.npos) return false;
  for (std::size_t at = source.find("{{"); at != source.npos;
       at = source.find("{{", at)) {
    const std::size_t end = source.find("}}", at);
    if (end == source.npos ||
        !IsParameterAlone(source.substr(at + 2, end - at - 2))) {
      return false;
    }
    at = end;
  }
  return true;
}

// A URL that is always the same need not be rendered for each request.
void FixUrl(const ParameterValues& values, v1::HttpProvider& http) {
  if (!IsFixed(http.url())) return;
  const auto url =
      RenderWithParameters(http.url(), values.texts, liquid::Escape::kUrl);
  if (url.ok() && url->find('{') == url->npos) http.set_url(*url);
}

bool LacksItsSecret(const v1::HttpAuth& auth) {
  return auth.scheme_case() == v1::HttpAuth::SCHEME_NOT_SET ||
         (auth.has_jwt() && !auth.jwt().has_key());
}

bool LacksItsFiles(const v1::HttpTls& tls) {
  return tls.certificate_file().empty() && tls.private_key_file().empty();
}

void ExpandHttp(const v1::ProviderDefinition& definition,
                const ParameterValues& values, FieldViolations& violations,
                v1::HttpProvider& http) {
  http = definition.http();
  *http.mutable_channels() = definition.channels();
  for (const auto& [name, text] : values.texts) {
    (*http.mutable_parameters())[name] = text;
  }
  for (const auto& [name, secret] : values.secrets) {
    (*http.mutable_secrets())[name] = secret;
  }
  FixUrl(values, http);
  ParameterFiller filler(values, violations);
  if (http.has_tls()) {
    filler.Fill(*http.mutable_tls());
    if (LacksItsFiles(http.tls())) http.clear_tls();
  }
  if (!http.has_auth()) return;
  VisitMessages(
      *http.mutable_auth(), "",
      [&](Message& message, const std::string&) { filler.Fill(message); });
  if (LacksItsSecret(http.auth())) http.clear_auth();
}

void SetPort(const std::string& text, FieldViolations& violations,
             v1::SmtpProvider& smtp) {
  constexpr int kMaxPort = 65'535;
  int port = 0;
  if (text.empty()) return;
  if (absl::SimpleAtoi(text, &port) && port >= 1 && port <= kMaxPort) {
    smtp.set_port(port);
  } else {
    violations.Add("parameters", "makes a bad port: must be 1 to 65535");
  }
}

void SetTls(const std::string& text, FieldViolations& violations,
            v1::SmtpProvider& smtp) {
  const auto* value = FindEnumValue(*v1::SmtpTls_descriptor(), text);
  if (text.empty()) return;
  if (value != nullptr && value->number() != v1::SMTP_TLS_NONE) {
    smtp.set_tls(static_cast<v1::SmtpTls>(value->number()));
  } else {
    violations.Add("parameters",
                   "makes a bad tls: must be starttls or implicit");
  }
}

void ExpandSmtp(v1::SmtpDefinition definition, const ParameterValues& values,
                FieldViolations& violations, v1::SmtpProvider& smtp) {
  ParameterFiller(values, violations).Fill(definition);
  if (definition.host().empty()) {
    violations.Add("parameters", "makes a bad host: is required");
  }
  smtp.set_host(definition.host());
  SetPort(definition.port(), violations, smtp);
  SetTls(definition.tls(), violations, smtp);
  smtp.set_from(definition.from());
  if (!definition.has_password()) return;
  smtp.mutable_auth()->set_username(definition.username());
  *smtp.mutable_auth()->mutable_password() = definition.password();
}

}  // namespace

v1::Provider ExpandDefinition(const v1::ProviderDefinition& definition,
                              const ParameterValues& values,
                              FieldViolations& violations) {
  v1::Provider provider;
  if (definition.has_smtp()) {
    ExpandSmtp(definition.smtp(), values, violations, *provider.mutable_smtp());
  } else {
    ExpandHttp(definition, values, violations, *provider.mutable_http());
  }
  return provider;
}

}  // namespace herald
