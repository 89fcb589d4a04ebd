// SPDX-License-Identifier: Apache-2.0
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#include "providers/http/aws_sigv4.h"

#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "http/digests.h"
#include "http/encoding.h"
#include "providers/http/host_header.h"

namespace herald {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::vector<std::string> SplitAt(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> WithoutDots(const std::vector<std::string>& segments) {
  std::vector<std::string> normal;
  for (const std::string& segment : segments) {
    if (segment == "..") {
      if (!normal.empty()) normal.pop_back();
    } else if (!segment.empty() && segment != ".") {
      normal.push_back(segment);
    }
  }
  return normal;
}

std::string CanonicalPath(std::string_view path, bool is_normal) {
  std::vector<std::string> segments = SplitAt(path.substr(1), '/');
  const bool ends_in_slash = path.size() > 1 && path.ends_with('/');
  if (is_normal) segments = WithoutDots(segments);
  for (std::string& segment : segments) segment = PercentEncode(segment);
  std::string canonical = "/" + absl::StrJoin(segments, "/");
  if (is_normal && ends_in_slash && !segments.empty()) canonical += '/';
  return canonical;
}

std::string Decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) {
      const char c = absl::ascii_tolower(text[at]);
      return c <= '9' ? c - '0' : c - 'a' + 10;
    };
    if (text[i] == '%' && i + 2 < text.size() &&
        absl::ascii_isxdigit(text[i + 1]) &&
        absl::ascii_isxdigit(text[i + 2])) {
      out.push_back(static_cast<char>(digit(i + 1) << 4 | digit(i + 2)));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string CanonicalQuery(std::string_view query) {
  if (query.empty()) return "";
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string& parameter : SplitAt(query, '&')) {
    const std::size_t equals = parameter.find('=');
    const std::string value =
        equals == std::string::npos ? "" : parameter.substr(equals + 1);
    parameters.emplace_back(PercentEncode(Decoded(parameter.substr(0, equals))),
                            PercentEncode(Decoded(value)));
  }
  std::sort(parameters.begin(), parameters.end());
  std::vector<std::string> texts;
  for (const auto& [name, value] : parameters) {
    texts.push_back(name + "=" + value);
  }
  return absl::StrJoin(texts, "&");
}

// Without white space around it, and one space for any within it.
std::string TrimmedValue(std::string_view value) {
  std::string trimmed;
  for (const char c : value) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      trimmed.push_back(c);
    } else if (!trimmed.empty() && trimmed.back() != ' ') {
      trimmed.push_back(' ');
    }
  }
  if (trimmed.ends_with(' ')) trimmed.pop_back();
  return trimmed;
}

std::map<std::string, std::string> CanonicalHeaders(
    const std::vector<HttpHeader>& headers) {
  std::map<std::string, std::string> canonical;
  for (const HttpHeader& header : headers) {
    const std::string value = TrimmedValue(header.value);
    const auto [field, is_first] =
        canonical.try_emplace(absl::AsciiStrToLower(header.name), value);
    if (!is_first) field->second += "," + value;
  }
  return canonical;
}

}  // namespace

std::string AwsAuthorization(const AwsCredentials& credentials,
                             const AwsSignedParts& parts, absl::Time time) {
  const std::string date_time =
      absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
  const std::string date = date_time.substr(0, 8);
  const std::size_t mark = parts.target.find('?');
  const std::string path = parts.target.substr(0, mark);
  const std::string query =
      mark == std::string::npos ? "" : parts.target.substr(mark + 1);

  std::vector<std::string> names;
  std::string headers;
  for (const auto& [name, value] : CanonicalHeaders(parts.headers)) {
    names.push_back(name);
    headers += name + ":" + value + "\n";
  }
  const std::string signed_names = absl::StrJoin(names, ";");
  const std::string canonical = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}", parts.method,
      CanonicalPath(path, parts.has_normal_path), CanonicalQuery(query),
      headers, signed_names, parts.body_hash);

  const std::string scope = fmt::format(
      "{}/{}/{}/aws4_request", date, credentials.region, credentials.service);
  const std::string to_sign =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, date_time, scope,
                  Hexadecimal(Sha256(canonical)));
  std::string key = "AWS4" + credentials.secret_access_key;
  for (const std::string& part : {date, credentials.region, credentials.service,
                                  std::string("aws4_request")}) {
    key = HmacSha256(key, part);
  }
  return fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}",
                     kAlgorithm, credentials.access_key_id, scope, signed_names,
                     Hexadecimal(HmacSha256(key, to_sign)));
}

void SignByAws(const AwsCredentials& credentials, absl::Time now,
               HttpRequest& request) {
  request.headers.push_back(
      {"X-Amz-Date",
       absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone())});
  if (!credentials.session_token.empty()) {
    request.headers.push_back(
        {"X-Amz-Security-Token", credentials.session_token});
  }
  AwsSignedParts parts = {.method = request.method,
                          .target = request.target,
                          .headers = request.headers,
                          .body_hash = Hexadecimal(Sha256(request.body))};
  parts.headers.push_back({"Host", HostHeaderOf(request.origin)});
  request.headers.push_back(
      {"Authorization", AwsAuthorization(credentials, parts, now)});
}

}  // namespace herald
