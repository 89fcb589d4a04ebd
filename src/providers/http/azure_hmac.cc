// SPDX-License-Identifier: Apache-2.0
// https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
#include "providers/http/azure_hmac.h"

#include <fmt/format.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "http/digests.h"
#include "providers/http/host_header.h"

namespace herald {

absl::StatusOr<std::string> ReadAzureKey(std::string_view text) {
  constexpr std::string_view kName = "accesskey=";
  const std::size_t at = absl::AsciiStrToLower(std::string(text)).find(kName);
  std::string key(at == text.npos ? text : text.substr(at + kName.size()));
  key.erase(std::min(key.find(';'), key.size()));
  std::string bytes;
  if (key.empty() || !absl::Base64Unescape(key, &bytes)) {
    return absl::InvalidArgumentError(
        "is neither a key in base64 nor a connection string with one");
  }
  return bytes;
}

void SignByAzure(std::string_view key, absl::Time now, HttpRequest& request) {
  const std::string date =
      absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", now, absl::UTCTimeZone());
  const std::string hash = absl::Base64Escape(Sha256(request.body));
  const std::string to_sign =
      fmt::format("{}\n{}\n{};{};{}", request.method, request.target, date,
                  HostHeaderOf(request.origin), hash);
  request.headers.push_back({"x-ms-date", date});
  request.headers.push_back({"x-ms-content-sha256", hash});
  request.headers.push_back(
      {"Authorization",
       "HMAC-SHA256 "
       "SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" +
           absl::Base64Escape(HmacSha256(key, to_sign))});
}

}  // namespace herald
