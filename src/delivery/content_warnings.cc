// SPDX-License-Identifier: Apache-2.0
#include "delivery/content_warnings.h"

#include <utility>

#include <fmt/format.h>

#include <cstdint>

#include "delivery/insecure_links.h"
#include "delivery/sms_sender.h"
#include "delivery/sms_text.h"
#include "liquid/utf8.h"
#include "telemetry/redaction.h"

namespace herald {
namespace {

using Warnings = std::vector<ContentWarning>;

// Gmail shows so much of a message and hides the rest behind a link.
constexpr std::size_t kMaxHtmlBytes = 102'400;

// `’ (U+2019)`; the number alone for what cannot be seen.
std::string NameOf(std::string_view character) {
  const std::uint32_t code_point = liquid::FirstCharacter(character).code_point;
  const bool is_unseen =
      code_point <= 0x20 || (code_point >= 0x7f && code_point <= 0xa0) ||
      code_point == 0xad || (code_point >= 0x2000 && code_point <= 0x200f) ||
      (code_point >= 0x2028 && code_point <= 0x202f) ||
      (code_point >= 0x205f && code_point <= 0x206f) || code_point == 0xfeff;
  return is_unseen ? fmt::format("U+{:04X}", code_point)
                   : fmt::format("{} (U+{:04X})", character, code_point);
}

void AddSegments(std::string_view text, Warnings* out) {
  const SmsSegments sms = CountSmsSegments(text);
  if (sms.segments <= 1) return;
  std::string description =
      sms.encoding == SmsEncoding::kGsm7
          ? fmt::format(
                "takes {} segments, each of which costs: {} septets, "
                "of which one segment holds 160",
                sms.segments, sms.units)
          : fmt::format(
                "takes {} segments, each of which costs: {}, "
                "character {} of the text, is not in the GSM-7 "
                "alphabet, so that one segment holds 70 UTF-16 units "
                "instead of 160 septets, and these are {}",
                sms.segments, NameOf(sms.ucs2_character), sms.ucs2_position + 1,
                sms.units);
  out->push_back(
      {"SMS_SEVERAL_SEGMENTS", "phone.as_text", std::move(description)});
}

void AddSender(const v1::PhoneNotification& phone, Warnings* out) {
  if (!IsSenderName(phone.from())) return;
  const std::string country = CountryWithoutSenderNames(phone.recipient());
  if (!country.empty()) {
    out->push_back(
        {"SENDER_NOT_ALLOWED", "phone.from",
         fmt::format("is a name, but in the recipient's country ({}) only "
                     "numbers and short codes are allowed as senders",
                     country)});
  }
  const std::size_t characters = liquid::CountCharacters(phone.from());
  if (characters > kMaxSenderNameCharacters) {
    out->push_back(
        {"SENDER_TOO_LONG", "phone.from",
         fmt::format("is a name of {} characters; networks carry at most {}",
                     characters, kMaxSenderNameCharacters)});
  }
}

void AddLinks(const v1::Notification& notification, std::string_view field,
              std::string_view text, LinkSyntax syntax, Warnings* out) {
  const InsecureLinks links = FindInsecureLinks(text, syntax);
  if (links.count == 0) return;
  const Redactor redactor{std::vector<std::string>()};
  const PrivateTerms terms = {.phone_number = notification.phone().recipient(),
                              .email_address = notification.email().to(),
                              .code = notification.phone().code()};
  const std::string host = redactor.Redact(links.first_host, terms);
  std::string what = "a link that begins with http://";
  std::string_view to = ", to ";
  if (links.count > 1) {
    what = fmt::format("{} links that begin with http://", links.count);
    to = ", the first to ";
  }
  out->push_back({"LINK_WITHOUT_HTTPS", field,
                  fmt::format("has {}{}{}; use https://", what,
                              host.empty() ? "" : to, host)});
}

void AddParts(const v1::EmailNotification& email, Warnings* out) {
  if (email.html().size() > kMaxHtmlBytes) {
    out->push_back({"HTML_CLIPPED", "email.html",
                    fmt::format("is {} bytes long; Gmail shows the first {} "
                                "only",
                                email.html().size(), kMaxHtmlBytes)});
  }
  if (!email.html().empty() && email.text().empty()) {
    out->push_back({"TEXT_PART_MISSING", "email.text",
                    "is empty; some readers see only text, and filters take an "
                    "email without it for spam more often"});
  }
}

}  // namespace

std::vector<ContentWarning> FindContentWarnings(
    const v1::Notification& notification) {
  Warnings warnings;
  if (notification.has_email()) {
    const v1::EmailNotification& email = notification.email();
    AddLinks(notification, "email.html", email.html(), LinkSyntax::kHtml,
             &warnings);
    AddLinks(notification, "email.text", email.text(), LinkSyntax::kText,
             &warnings);
    AddParts(email, &warnings);
  } else if (notification.has_phone() &&
             notification.phone().delivery_method() !=
                 v1::DELIVERY_METHOD_VOICE) {
    const v1::PhoneNotification& phone = notification.phone();
    AddSegments(phone.as_text(), &warnings);
    AddSender(phone, &warnings);
    AddLinks(notification, "phone.as_text", phone.as_text(), LinkSyntax::kText,
             &warnings);
  }
  return warnings;
}

}  // namespace herald
