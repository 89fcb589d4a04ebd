// SPDX-License-Identifier: Apache-2.0
#include "app/secret_forms.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "app/message_walk.h"
#include "http/encoding.h"

namespace herald {
namespace {

// In base64 without padding, so that it is found whatever follows.
std::string Encoded(const std::string& text) {
  std::string encoded = absl::Base64Escape(text);
  encoded.erase(encoded.find_last_not_of('=') + 1);
  return encoded;
}

std::string BasicForm(const std::string& username, const std::string& secret) {
  return Encoded(username + ":" + secret);
}

template <typename TwilioProvider>
std::string TwilioForm(const TwilioProvider& config, const Secrets& secrets) {
  const std::string& username = config.api_key_sid().empty()
                                    ? config.account_sid()
                                    : config.api_key_sid();
  return BasicForm(username, secrets.Get(config.auth_token()));
}

// What the mechanisms PLAIN, LOGIN and XOAUTH2 make of a password.
void AddSmtpForms(const v1::SmtpAuth& auth, const Secrets& secrets,
                  std::vector<std::string>& forms) {
  const std::string& secret = secrets.Get(auth.password());
  const std::string nul(1, '\0');
  forms.push_back(Encoded(secret));
  forms.push_back(Encoded(nul + auth.username() + nul + secret));
  forms.push_back(
      Encoded("user=" + auth.username() + "\1auth=Bearer " + secret + "\1\1"));
}

// What is made of passwords where they are used.
void AddPasswordForms(google::protobuf::Message& root, const Secrets& secrets,
                      std::vector<std::string>& forms) {
  VisitMessages(
      root, "",
      [&](const google::protobuf::Message& message, const std::string&) {
        if (const auto* basic = dynamic_cast<const v1::BasicAuth*>(&message)) {
          forms.push_back(
              BasicForm(basic->username(), secrets.Get(basic->password())));
        } else if (const auto* verify =
                       dynamic_cast<const v1::TwilioVerifyProvider*>(
                           &message)) {
          forms.push_back(TwilioForm(*verify, secrets));
        } else if (const auto* messaging =
                       dynamic_cast<const v1::TwilioMessagingProvider*>(
                           &message)) {
          forms.push_back(TwilioForm(*messaging, secrets));
        } else if (const auto* smtp =
                       dynamic_cast<const v1::SmtpAuth*>(&message)) {
          AddSmtpForms(*smtp, secrets, forms);
        }
      });
}

}  // namespace

std::vector<std::string> SecretForms(v1::Configuration& configuration,
                                     const Secrets& secrets) {
  std::vector<std::string> forms;
  for (const std::string& value : secrets.Values()) {
    forms.push_back(value);
    const std::string in_json =
        absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"\"", "\\\""}});
    // Some encoders escape the slash too.
    const std::string with_slashes =
        absl::StrReplaceAll(in_json, {{"/", "\\/"}});
    if (in_json != value) forms.push_back(in_json);
    if (with_slashes != in_json) forms.push_back(with_slashes);
  }
  AddPasswordForms(configuration, secrets, forms);
  return forms;
}

std::vector<std::string> SecretForms(LoadedConfiguration& loaded) {
  std::vector<std::string> forms =
      SecretForms(loaded.configuration, loaded.secrets);
  // Entries of the catalogue put secrets into forms and URLs.
  for (const std::string& value : loaded.secrets.Values()) {
    for (std::string form : {FormEncode(value), PercentEncode(value)}) {
      if (form != value) forms.push_back(std::move(form));
    }
  }
  for (auto& [index, provider] : loaded.expanded) {
    AddPasswordForms(provider, loaded.secrets, forms);
  }
  return forms;
}

}  // namespace herald
