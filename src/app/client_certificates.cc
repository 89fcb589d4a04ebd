// SPDX-License-Identifier: Apache-2.0
#include "app/client_certificates.h"

#include <utility>

#include <string>

#include "app/tls_files.h"
#include "fmt/format.h"

namespace herald {
namespace {

using CertificatePointer = std::shared_ptr<const ClientCertificate>;

CertificatePointer ReadClientCertificate(const v1::HttpTls& tls,
                                         FieldViolations& violations) {
  if (tls.certificate_file().empty() || tls.private_key_file().empty()) {
    violations.Add("", "needs both certificate_file and private_key_file");
    return nullptr;
  }
  const TlsFiles files =
      ReadTlsFiles(tls.certificate_file(), tls.private_key_file(), violations);
  if (!violations.empty()) return nullptr;
  auto certificate =
      ClientCertificate::FromPem(files.certificate_chain, files.private_key);
  if (certificate.ok()) return *std::move(certificate);
  violations.Add(
      "certificate_file",
      fmt::format("{} ({})", std::string(certificate.status().message()),
                  tls.certificate_file()));
  return nullptr;
}

// What is wrong with the files comes from the parameters.
FieldViolations InParameters(const FieldViolations& violations) {
  FieldViolations result;
  for (const FieldViolation& violation : violations.all()) {
    result.Add(
        "parameters",
        fmt::format("makes a bad {}: {}",
                    violation.field.empty() ? "tls" : "tls." + violation.field,
                    violation.description));
  }
  return result;
}

}  // namespace

void ReadClientCertificates(LoadedConfiguration& loaded) {
  for (int i = 0; i < loaded.configuration.providers_size(); ++i) {
    const v1::Provider& provider = loaded.configuration.providers(i);
    const auto expanded = loaded.expanded.find(i);
    const bool is_expanded = expanded != loaded.expanded.end();
    const v1::HttpProvider& http =
        (is_expanded ? expanded->second : provider).http();
    const std::string path = fmt::format("providers[{}]", i);
    const std::string field = path + ".http.tls";
    if (!http.has_tls() || loaded.errors.IsWithin(field)) continue;
    FieldViolations violations;
    CertificatePointer certificate =
        ReadClientCertificate(http.tls(), violations);
    if (provider.has_catalogue()) {
      AddViolations(InParameters(violations), path, loaded.places,
                    loaded.errors);
    } else {
      AddViolations(violations, field, loaded.places, loaded.errors);
    }
    if (certificate != nullptr) loaded.certificates[i] = std::move(certificate);
  }
}

}  // namespace herald
