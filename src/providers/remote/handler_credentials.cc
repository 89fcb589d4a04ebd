// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_credentials.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <string_view>

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

}  // namespace

std::shared_ptr<grpc::ChannelCredentials> MakeHandlerCredentials(
    const v1::RemoteProvider& config, FieldViolations& violations) {
  if (!config.has_tls()) return grpc::InsecureChannelCredentials();
  const v1::RemoteTls& tls = config.tls();
  if (tls.certificate_file().empty() != tls.private_key_file().empty()) {
    violations.Add("tls",
                   "needs both certificate_file and private_key_file, or "
                   "neither");
  }
  grpc::SslCredentialsOptions options;
  options.pem_root_certs =
      ReadPem("tls.ca_file", tls.ca_file(), "CERTIFICATE", violations);
  options.pem_cert_chain =
      ReadPem("tls.certificate_file", tls.certificate_file(), "CERTIFICATE",
              violations);
  options.pem_private_key =
      ReadPem("tls.private_key_file", tls.private_key_file(), "PRIVATE KEY",
              violations);
  return grpc::SslCredentials(options);
}

}  // namespace herald
