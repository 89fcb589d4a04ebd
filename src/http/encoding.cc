// SPDX-License-Identifier: Apache-2.0
#include "http/encoding.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace herald {
namespace {

void AppendEscaped(char byte, std::string* out) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out->push_back('%');
  out->push_back(kDigits[value >> 4]);
  out->push_back(kDigits[value & 15]);
}

bool StaysIn(char c, std::string_view also) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         also.find(c) != std::string_view::npos;
}

void AppendFormEncoded(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (StaysIn(c, "*-._")) {
      out->push_back(c);
    } else if (c == ' ') {
      out->push_back('+');
    } else {
      AppendEscaped(c, out);
    }
  }
}

}  // namespace

std::string PercentEncode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (StaysIn(c, "-._~")) {
      out.push_back(c);
    } else {
      AppendEscaped(c, &out);
    }
  }
  return out;
}

std::string FormEncode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendFormEncoded(text, &out);
  return out;
}

void AppendFormField(std::string_view name, std::string_view value,
                     std::string* body) {
  if (!body->empty()) body->push_back('&');
  AppendFormEncoded(name, body);
  body->push_back('=');
  AppendFormEncoded(value, body);
}

std::string BasicAuthorization(std::string_view user,
                               std::string_view password) {
  std::string credentials(user);
  credentials.push_back(':');
  credentials.append(password);
  return "Basic " + absl::Base64Escape(credentials);
}

}  // namespace herald
