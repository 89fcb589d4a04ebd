// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "delivery/digest.h"
#include "delivery/idempotency_key.h"
#include "http/ascii_case.h"
#include "liquid/concat.h"
#include "providers/smtp/body_encoding.h"
#include "providers/smtp/header_field.h"

namespace herald {
namespace {

void AppendPart(std::string_view type, std::string_view text, std::string& head,
                std::string& body) {
  const EncodedBody encoded = EncodeBody(text);
  liquid::AppendAll(&head, "Content-Type: ", type, "; charset=utf-8\r\n",
                    "Content-Transfer-Encoding: ", encoded.encoding, "\r\n");
  body += encoded.bytes;
  // The text gets a line break at its end if it has none.
  if (!body.ends_with("\r\n")) body += "\r\n";
}

void AppendAlternatives(const MailParts& parts, Mail& mail) {
  const Digest digest = DigestOf({"herald boundary", parts.message_id});
  // EncodeBody keeps `=_` out of the parts.
  const std::string boundary =
      fmt::format("=_{:016x}{:016x}", digest.first, digest.second);
  liquid::AppendAll(&mail.head, "Content-Type: multipart/alternative;\r\n",
                    " boundary=\"", boundary, "\"\r\n");
  const std::pair<std::string_view, std::string_view> all[] = {
      {"text/plain", parts.text}, {"text/html", parts.html}};
  mail.body.reserve(parts.text.size() + parts.html.size() + 1024);
  for (const auto& [type, text] : all) {
    const EncodedBody encoded = EncodeBody(text);
    liquid::AppendAll(&mail.body, "--", boundary, "\r\nContent-Type: ", type,
                      "; charset=utf-8\r\nContent-Transfer-Encoding: ",
                      encoded.encoding, "\r\n\r\n", encoded.bytes, "\r\n");
  }
  liquid::AppendAll(&mail.body, "--", boundary, "--\r\n");
}

bool HasField(const MailParts& parts, std::string_view name) {
  return std::any_of(
      parts.headers.begin(), parts.headers.end(),
      [&](const auto& field) { return EqualsIgnoreCase(field.first, name); });
}

}  // namespace

Mail BuildMail(const MailParts& parts) {
  Mail mail;
  std::string& head = mail.head;
  AppendMailboxField("From", parts.from, head);
  AppendMailboxField("To", parts.to, head);
  if (parts.reply_to.has_value()) {
    AppendMailboxField("Reply-To", *parts.reply_to, head);
  }
  AppendTextField("Subject", parts.subject, head);
  liquid::AppendAll(&head, "Date: ",
                    absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", parts.date,
                                     absl::UTCTimeZone()),
                    "\r\nMessage-ID: <", parts.message_id, ">\r\n");
  for (const auto& [name, value] : parts.headers) {
    AppendTextField(name, value, head);
  }
  if (!HasField(parts, "Auto-Submitted")) {
    head += "Auto-Submitted: auto-generated\r\n";
  }
  head += "MIME-Version: 1.0\r\n";
  if (!parts.text.empty() && !parts.html.empty()) {
    AppendAlternatives(parts, mail);
  } else if (!parts.html.empty()) {
    AppendPart("text/html", parts.html, head, mail.body);
  } else {
    AppendPart("text/plain", parts.text, head, mail.body);
  }
  return mail;
}

std::string MakeMessageId(std::string_view request_id,
                          std::string_view domain) {
  std::string id = IdempotencyKey(request_id, "Message-ID");
  if (id.empty()) {
    std::random_device random;
    id = fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(),
                     random());
  }
  return liquid::Concat(id, "@", domain);
}

}  // namespace herald
