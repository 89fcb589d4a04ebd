// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_tls.h"

#include <fmt/format.h>

#include <fstream>
#include <string_view>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxPemBytes = 1 << 20;

// The content of a file in PEM that holds a `what`. Empty without a path.
std::string ReadPem(const std::string& field, const std::string& path,
                    std::string_view what, FieldViolations& violations) {
  if (path.empty()) return "";
  std::ifstream file(path, std::ios::binary);
  std::string content(kMaxPemBytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.empty()) {
    violations.Add(field, fmt::format("cannot be read ({})", path));
  } else if (content.size() > kMaxPemBytes ||
             content.find("-----BEGIN ") == content.npos ||
             content.find(fmt::format("{}-----", what)) == content.npos) {
    violations.Add(
        field,
        fmt::format("must hold a {} in PEM, at most 1 MiB ({})",
                    what == "CERTIFICATE" ? "certificate" : "private key",
                    path));
  }
  return content;
}

std::shared_ptr<const ClientCertificate> ReadCertificate(
    const v1::RemoteTls& tls, FieldViolations& violations) {
  if (tls.certificate_file().empty() != tls.private_key_file().empty()) {
    violations.Add("tls",
                   "needs both certificate_file and private_key_file, or "
                   "neither");
  }
  const std::size_t before = violations.all().size();
  const std::string chain =
      ReadPem("tls.certificate_file", tls.certificate_file(), "CERTIFICATE",
              violations);
  const std::string key =
      ReadPem("tls.private_key_file", tls.private_key_file(), "PRIVATE KEY",
              violations);
  if (chain.empty() || key.empty() || violations.all().size() != before) {
    return nullptr;
  }
  auto certificate = ClientCertificate::FromPem(chain, key);
  if (certificate.ok()) return *std::move(certificate);
  violations.Add("tls.certificate_file",
                 std::string(certificate.status().message()));
  return nullptr;
}

}  // namespace

HandlerTls MakeHandlerTls(const v1::RemoteProvider& config,
                          const std::string& host,
                          FieldViolations& violations) {
  HandlerTls made;
  if (!config.has_tls()) return made;
  const v1::RemoteTls& tls = config.tls();
  made.server_name = absl::AsciiStrToLower(
      tls.server_name().empty() ? host : tls.server_name());
  made.certificate = ReadCertificate(tls, violations);
  const std::size_t before = violations.all().size();
  ReadPem("tls.ca_file", tls.ca_file(), "CERTIFICATE", violations);
  if (violations.all().size() != before) return made;
  auto context = TlsContext::Create(tls.ca_file(), 1, "h2");
  if (context.ok()) {
    made.context = *std::move(context);
  } else {
    violations.Add("tls.ca_file", std::string(context.status().message()));
  }
  return made;
}

}  // namespace herald
