// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "delivery/duration.h"
#include "http/ascii_case.h"
#include "providers/smtp/header_field.h"
#include "providers/smtp/smtp_mailing.h"

namespace herald {
namespace {

constexpr std::chrono::milliseconds kStepTimeout(5'000);
constexpr std::size_t kDefaultConnections = 16;
constexpr std::size_t kMaxHostBytes = 253;

bool IsHost(std::string_view text) {
  return !text.empty() && text.size() <= kMaxHostBytes &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '_' ||
                  c == ':';
         });
}

// What EHLO says if nobody chose a name. An address literal would do for a
// machine without one, but few servers care.
std::string MachineName() {
  std::array<char, kMaxHostBytes + 1> name = {};
  if (gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return IsHost(name.data()) ? name.data() : "localhost";
}

std::uint16_t PortOf(const v1::SmtpProvider& config) {
  if (config.port() != 0) return static_cast<std::uint16_t>(config.port());
  if (config.tls() == v1::SMTP_TLS_IMPLICIT) return 465;
  return config.tls() == v1::SMTP_TLS_NONE ? 25 : 587;
}

SmtpTlsMode TlsModeOf(v1::SmtpTls tls) {
  if (tls == v1::SMTP_TLS_IMPLICIT) return SmtpTlsMode::kImplicit;
  return tls == v1::SMTP_TLS_NONE ? SmtpTlsMode::kNone : SmtpTlsMode::kStartTls;
}

std::optional<SaslMechanism> MechanismOf(v1::SmtpMechanism mechanism) {
  switch (mechanism) {
    case v1::SMTP_MECHANISM_PLAIN:
      return SaslMechanism::kPlain;
    case v1::SMTP_MECHANISM_LOGIN:
      return SaslMechanism::kLogin;
    case v1::SMTP_MECHANISM_SCRAM_SHA_256:
      return SaslMechanism::kScramSha256;
    case v1::SMTP_MECHANISM_XOAUTH2:
      return SaslMechanism::kXoauth2;
    default:
      return {};
  }
}

SmtpServer CompileServer(const v1::SmtpProvider& config, const Secrets& secrets,
                         FieldViolations& violations) {
  SmtpServer server;
  server.host = AsciiToLower(config.host());
  if (!config.host().empty() && !IsHost(config.host())) {
    violations.Add("host", "must be a host name or an address, without port");
  }
  server.port = PortOf(config);
  server.tls = TlsModeOf(config.tls());
  server.client_name =
      config.client_name().empty() ? MachineName() : config.client_name();
  if (!config.client_name().empty() && !IsHost(config.client_name())) {
    violations.Add("client_name", "must be a host name");
  }
  if (config.has_auth() && config.tls() == v1::SMTP_TLS_NONE) {
    violations.Add("auth",
                   "is not allowed without TLS; set tls to starttls or "
                   "implicit");
  }
  if (config.has_auth()) {
    server.credentials = {config.auth().username(),
                          secrets.Get(config.auth().password()),
                          MechanismOf(config.auth().mechanism())};
  }
  HttpClientOptions& bounds = server.connections;
  bounds.ca_file = config.ca_file();
  bounds.connect_timeout = kStepTimeout;
  bounds.tls_timeout = kStepTimeout;
  bounds.max_connections_per_origin =
      config.max_connections() == 0
          ? kDefaultConnections
          : static_cast<std::size_t>(config.max_connections());
  bounds.max_idle_connections_per_origin = bounds.max_connections_per_origin;
  if (config.has_idle_timeout()) {
    bounds.idle_timeout = std::chrono::duration_cast<std::chrono::milliseconds>(
        ToNanoseconds(config.idle_timeout()));
  }
  if (config.max_mails_per_connection() != 0) {
    server.max_mails_per_connection = config.max_mails_per_connection();
  }
  if (config.has_max_connection_age()) {
    server.max_connection_age = ToNanoseconds(config.max_connection_age());
  }
  return server;
}

std::optional<Mailbox> CompileMailbox(std::string_view field,
                                      const std::string& text,
                                      FieldViolations& violations) {
  if (text.empty()) return {};
  auto mailbox = ParseMailbox(text);
  if (mailbox.ok()) return *std::move(mailbox);
  violations.Add(std::string(field), std::string(mailbox.status().message()));
  return {};
}

std::vector<NamedTemplate> CompileHeaders(const v1::SmtpProvider& config,
                                          FieldViolations& violations) {
  CheckNamesAreUnique("headers", config.headers(), violations);
  for (const v1::NamedValue& header : config.headers()) {
    const std::string field = FieldOf("headers", header.name());
    if (!header.name().empty() && !IsMailHeaderName(header.name())) {
      violations.Add(field,
                     "must be a name of 1 to 76 visible ASCII characters "
                     "without a colon");
    } else if (IsOwnMailHeader(header.name())) {
      violations.Add(field, "is set by Herald itself");
    }
  }
  return CompileNamedTemplates("headers", config.headers(), violations);
}

std::vector<DkimKey> CompileKeys(const v1::SmtpProvider& config,
                                 const Secrets& secrets,
                                 FieldViolations& violations) {
  std::vector<DkimKey> keys;
  for (int i = 0; i < config.dkim_size(); ++i) {
    const v1::DkimKey& each = config.dkim(i);
    auto key = DkimKey::Parse(secrets.Get(each.private_key()), each.domain(),
                              each.selector());
    if (key.ok()) {
      keys.push_back(*std::move(key));
    } else {
      violations.Add(fmt::format("dkim[{}].private_key", i),
                     std::string(key.status().message()));
    }
  }
  return keys;
}

}  // namespace

SmtpPlan CompileSmtpPlan(const v1::SmtpProvider& config, const Secrets& secrets,
                         FieldViolations& violations) {
  SmtpPlan plan;
  plan.server = CompileServer(config, secrets, violations);
  plan.mail.from = CompileMailbox("from", config.from(), violations);
  plan.mail.return_path =
      CompileMailbox("return_path", config.return_path(), violations);
  plan.mail.headers = CompileHeaders(config, violations);
  plan.mail.keys = CompileKeys(config, secrets, violations);
  return plan;
}

}  // namespace herald
