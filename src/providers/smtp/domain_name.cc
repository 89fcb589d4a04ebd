// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/domain_name.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::size_t kMaxDomainBytes = 253;

absl::Status InvalidDomain() {
  return absl::InvalidArgumentError(
      "has a domain after the @ that is no internationalized domain name");
}

const UIDNA* Idna() {
  static const UIDNA* const idna = [] {
    UErrorCode error = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                               UIDNA_NONTRANSITIONAL_TO_ASCII |
                               UIDNA_USE_STD3_RULES,
                           &error);
  }();
  return idna;
}

}  // namespace

absl::StatusOr<std::string> DomainToAscii(std::string_view domain) {
  if (std::all_of(domain.begin(), domain.end(),
                  [](unsigned char c) { return absl::ascii_isascii(c); })) {
    return std::string(domain);
  }
  if (Idna() == nullptr) return absl::InternalError("ICU has no IDNA");
  std::array<char, kMaxDomainBytes> ascii;
  UIDNAInfo found = UIDNA_INFO_INITIALIZER;
  UErrorCode error = U_ZERO_ERROR;
  const int size = uidna_nameToASCII_UTF8(
      Idna(), domain.data(), static_cast<int>(domain.size()), ascii.data(),
      static_cast<int>(ascii.size()), &found, &error);
  if (U_FAILURE(error) || found.errors != 0) return InvalidDomain();
  return std::string(ascii.data(), size);
}

}  // namespace herald
