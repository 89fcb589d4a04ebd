// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <string>

#include "delivery/locale.h"
#include "delivery/phone_number.h"
#include "rpc/text_rules.h"
#include "rpc/validation.h"

namespace herald {
namespace {

constexpr std::size_t kMaxBodyCharacters = 20'000;
constexpr std::size_t kMaxSenderCharacters = 16;

// Replaces a text by its normal form, or adds what is wrong with it.
void Replace(absl::StatusOr<std::string> normal, std::string* text,
             std::string path, FieldViolations& violations) {
  if (normal.ok()) {
    *text = *std::move(normal);
  } else {
    violations.Add(std::move(path), std::string(normal.status().message()));
  }
}

void ValidateSender(v1::PhoneNotification& phone, const std::string& path,
                    FieldViolations& violations) {
  const std::string& from = phone.from();
  if (from.empty()) return;
  if (from.starts_with('+')) {
    Replace(NormalizePhoneNumber(from), phone.mutable_from(), path, violations);
  } else if (CountCharacters(from) > kMaxSenderCharacters ||
             std::ranges::any_of(
                 from, [](unsigned char c) { return c < ' ' || c == 0x7F; })) {
    violations.Add(path,
                   "is neither a number in E.164 nor a sender name of 1 to 16 "
                   "characters");
  }
}

void ValidateBody(const std::string& body, const std::string& path,
                  FieldViolations& violations) {
  if (CountCharacters(body) > kMaxBodyCharacters)
    violations.Add(path, "is longer than 20000 characters");
  if (body.find('\0') != std::string::npos)
    violations.Add(path, "holds a NUL character");
}

void ValidateEnums(v1::PhoneNotification& phone, const std::string& path,
                   FieldViolations& violations) {
  if (!v1::PhoneMessageType_IsValid(phone.message_type())) {
    violations.Add(path + ".message_type",
                   "is not a value of herald.v1.PhoneMessageType");
  }
  if (!v1::DeliveryMethod_IsValid(phone.delivery_method())) {
    violations.Add(path + ".delivery_method",
                   "is not a value of herald.v1.DeliveryMethod");
  }
  if (phone.delivery_method() == v1::DELIVERY_METHOD_UNSPECIFIED)
    phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
}

}  // namespace

void ValidatePhone(v1::PhoneNotification& phone, const std::string& path,
                   FieldViolations& violations) {
  Replace(NormalizePhoneNumber(phone.recipient()), phone.mutable_recipient(),
          path + ".recipient", violations);
  ValidateEnums(phone, path, violations);
  ValidateSender(phone, path + ".from", violations);
  if (!IsCodeOrEmpty(phone.code()))
    violations.Add(path + ".code", std::string(kNoCode));
  if (!phone.locale().empty()) {
    Replace(NormalizeLocale(phone.locale()), phone.mutable_locale(),
            path + ".locale", violations);
  }
}

void ValidatePhoneWords(const v1::PhoneNotification& phone,
                        const std::string& path, FieldViolations& violations) {
  ValidateBody(phone.as_text(), path + ".as_text", violations);
  ValidateBody(phone.as_voice(), path + ".as_voice", violations);
  const bool is_voice = phone.delivery_method() == v1::DELIVERY_METHOD_VOICE;
  const std::string& body = is_voice ? phone.as_voice() : phone.as_text();
  if (body.empty() && phone.code().empty()) {
    violations.Add(path + (is_voice ? ".as_voice" : ".as_text"),
                   "is required unless code is set");
  }
}

}  // namespace herald
