// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/base64.h"

#include <openssl/evp.h>

namespace herald {

std::string ToBase64(std::string_view bytes) {
  // OpenSSL writes a NUL behind it, for which a string has room.
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() &&
         text[text.size() - 1 - padding] == '=') {
    ++padding;
  }
  const std::string_view letters = text.substr(0, text.size() - padding);
  if (text.size() % 4 != 0 ||
      letters.find_first_not_of(kAlphabet) != std::string_view::npos) {
    return {};
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                  reinterpret_cast<const unsigned char*>(text.data()),
                  static_cast<int>(text.size()));
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace herald
