// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/scram.h"

#include <utility>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <charconv>

#include "liquid/concat.h"
#include "providers/smtp/base64.h"

namespace herald {
namespace {

constexpr int kLeastRounds = 4096;
constexpr int kMostRounds = 100'000;
// The header of GS2 for "no channel binding", in base64.
constexpr std::string_view kChannel = "c=biws";

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Hmac(std::string_view key, std::string_view text) {
  std::string mac(SHA256_DIGEST_LENGTH, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text),
       text.size(), reinterpret_cast<unsigned char*>(mac.data()), nullptr);
  return mac;
}

std::string Sha256(std::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(Bytes(text), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string EscapedName(std::string_view name) {
  std::string escaped;
  for (const char c : name) {
    if (c == ',') {
      escaped += "=2C";
    } else if (c == '=') {
      escaped += "=3D";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// Takes `name=value` with a comma behind it, if there is one, off `text`.
std::optional<std::string_view> TakeAttribute(char name,
                                              std::string_view& text) {
  if (text.size() < 2 || text[0] != name || text[1] != '=') return {};
  const std::size_t end = text.find(',');
  const std::string_view value = text.substr(2, end - 2);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return value;
}

}  // namespace

const std::string& ScramKeys::Salted(std::string_view password,
                                     std::string_view salt, int rounds) {
  if (salt == salt_ && rounds == rounds_) return salted_;
  salted_.assign(SHA256_DIGEST_LENGTH, '\0');
  PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                    Bytes(salt), static_cast<int>(salt.size()), rounds,
                    EVP_sha256(), SHA256_DIGEST_LENGTH,
                    reinterpret_cast<unsigned char*>(salted_.data()));
  salt_ = salt;
  rounds_ = rounds;
  return salted_;
}

ScramClient::ScramClient(std::string_view username, std::string password,
                         std::string nonce, ScramKeys& keys)
    : first_bare_(liquid::Concat("n=", EscapedName(username), ",r=", nonce)),
      password_(std::move(password)),
      nonce_(std::move(nonce)),
      keys_(keys) {}

std::string ScramClient::First() const { return "n,," + first_bare_; }

std::optional<std::string> ScramClient::Final(std::string_view server_first) {
  std::string_view rest = server_first;
  const auto nonce = TakeAttribute('r', rest);
  const auto salt_text = TakeAttribute('s', rest);
  const auto rounds_text = TakeAttribute('i', rest);
  if (!nonce || !salt_text || !rounds_text || !nonce->starts_with(nonce_) ||
      nonce->size() == nonce_.size()) {
    return {};
  }
  int rounds = 0;
  std::from_chars(rounds_text->data(),
                  rounds_text->data() + rounds_text->size(), rounds);
  const auto salt = FromBase64(*salt_text);
  if (rounds < kLeastRounds || rounds > kMostRounds || !salt) return {};
  const std::string& salted = keys_.Salted(password_, *salt, rounds);
  const std::string final = liquid::Concat(kChannel, ",r=", *nonce);
  const std::string all =
      liquid::Concat(first_bare_, ",", server_first, ",", final);
  std::string proof = Hmac(salted, "Client Key");
  const std::string signature = Hmac(Sha256(proof), all);
  for (std::size_t i = 0; i < proof.size(); ++i) {
    proof[i] = static_cast<char>(proof[i] ^ signature[i]);
  }
  server_signature_ = Hmac(Hmac(salted, "Server Key"), all);
  return liquid::Concat(final, ",p=", ToBase64(proof));
}

bool ScramClient::IsServerRight(std::string_view server_final) const {
  const auto text = TakeAttribute('v', server_final);
  const auto signature = text ? FromBase64(*text) : std::nullopt;
  return signature && !server_signature_.empty() &&
         signature->size() == server_signature_.size() &&
         CRYPTO_memcmp(signature->data(), server_signature_.data(),
                       signature->size()) == 0;
}

}  // namespace herald
