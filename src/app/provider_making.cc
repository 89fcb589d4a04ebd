// SPDX-License-Identifier: Apache-2.0
#include "app/provider_making.h"

#include <utility>

#include <memory>
#include <string>

#include "app/message_walk.h"
#include "app/options.h"
#include "app/sandboxes.h"
#include "fmt/format.h"
#include "providers/http/http_provider.h"
#include "providers/remote/remote_provider.h"
#include "providers/sandbox/sandbox_provider.h"
#include "providers/smtp/smtp_provider.h"
#include "providers/twilio_messaging/twilio_messaging_provider.h"
#include "providers/twilio_verify/twilio_verify_provider.h"

namespace herald {
namespace {

constexpr std::chrono::seconds kDefaultTimeout(10);

std::string KindOf(const v1::Provider& provider) {
  const auto* field = provider.GetReflection()->GetOneofFieldDescriptor(
      provider, v1::Provider::descriptor()->FindOneofByName("kind"));
  return field == nullptr ? "" : field->name();
}

std::shared_ptr<const ClientCertificate> CertificateOf(
    const LoadedConfiguration& loaded, int index) {
  const auto found = loaded.certificates.find(index);
  return found == loaded.certificates.end() ? nullptr : found->second;
}

// The definition was tested: what is wrong comes from the parameters.
std::unique_ptr<Provider> MakeFromCatalogue(const LoadedConfiguration& loaded,
                                            int index,
                                            const ProviderParts& parts,
                                            FieldViolations& violations) {
  const auto found = loaded.expanded.find(index);
  if (found == loaded.expanded.end()) return nullptr;
  const v1::Provider& config = found->second;
  FieldViolations within;
  auto provider =
      config.has_smtp()
          ? MakeSmtpProvider(config.smtp(), loaded.secrets, parts.executor,
                             parts.clock, within)
          : MakeHttpProvider(config.http(), loaded.secrets, parts.client,
                             parts.clock, within, CertificateOf(loaded, index));
  for (const FieldViolation& violation : within.all()) {
    violations.Add("parameters",
                   fmt::format("makes a bad {}: {}", violation.field,
                               violation.description));
  }
  return provider;
}

}  // namespace

std::vector<NamedProvider> MakeProviders(LoadedConfiguration& loaded,
                                         const ProviderParts& parts) {
  const auto& [sandboxes, breakers, executor, client, clock] = parts;
  const Secrets& secrets = loaded.secrets;
  std::vector<NamedProvider> providers;
  for (int i = 0; i < loaded.configuration.providers_size(); ++i) {
    const v1::Provider& config = loaded.configuration.providers(i);
    const std::string path = fmt::format("providers[{}]", i);
    if (loaded.errors.IsWithin(path)) continue;
    FieldViolations violations;
    std::unique_ptr<Provider> provider;
    switch (config.kind_case()) {
      case v1::Provider::kSandbox:
        provider = MakeSandboxProvider(config.sandbox(),
                                       *FindSandbox(sandboxes, config.name()),
                                       clock, violations);
        break;
      case v1::Provider::kHttp:
        provider = MakeHttpProvider(config.http(), secrets, client, clock,
                                    violations, CertificateOf(loaded, i));
        break;
      case v1::Provider::kTwilioVerify:
        provider = MakeTwilioVerifyProvider(config.twilio_verify(), secrets,
                                            client, clock, violations);
        break;
      case v1::Provider::kTwilioMessaging:
        provider = MakeTwilioMessagingProvider(
            config.twilio_messaging(), secrets, client, clock, violations);
        break;
      case v1::Provider::kCatalogue:
        provider = MakeFromCatalogue(loaded, i, parts, violations);
        break;
      case v1::Provider::kRemote:
        provider = MakeRemoteProvider(config.name(), config.remote(), secrets,
                                      executor, clock, violations);
        break;
      case v1::Provider::kSmtp:
        provider = MakeSmtpProvider(config.smtp(), secrets, executor, clock,
                                    violations);
        break;
      case v1::Provider::KIND_NOT_SET:
        break;
    }
    AddViolations(
        violations,
        config.has_catalogue() ? path : MemberPath(path, KindOf(config)),
        loaded.places, loaded.errors);
    if (provider == nullptr) continue;
    const auto timeout = config.has_timeout()
                             ? ToNanoseconds(config.timeout())
                             : std::chrono::nanoseconds(kDefaultTimeout);
    providers.push_back({config.name(), timeout, std::move(provider),
                         breakers.Find(config.name()),
                         Backoff(config.retry())});
  }
  return providers;
}

}  // namespace herald
