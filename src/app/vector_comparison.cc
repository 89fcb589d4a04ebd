// SPDX-License-Identifier: Apache-2.0
#include "app/vector_comparison.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "fmt/format.h"
#include "liquid/json.h"
#include "liquid/value.h"

namespace herald {
namespace {

std::string Difference(std::string_view what, std::string_view is,
                       std::string_view expected) {
  if (is == expected) return "";
  return fmt::format("{}: is {}, not {}\n", what, is.empty() ? "nothing" : is,
                     expected.empty() ? "nothing" : expected);
}

void AppendSorted(const liquid::Value& value, std::string* out);

void AppendMembers(const liquid::Value& value, std::string* out) {
  std::map<std::string, liquid::Value> members;
  const liquid::Members& all = value.members();
  for (std::uint32_t i = 0; i < all.size; ++i) {
    members[std::string(all.entries[i].name)] = all.entries[i].value;
  }
  out->push_back('{');
  for (const auto& [name, member] : members) {
    if (out->back() != '{') out->push_back(',');
    liquid::AppendJsonString(name, out);
    out->push_back(':');
    AppendSorted(member, out);
  }
  out->push_back('}');
}

// Parsed JSON has no other kinds than these.
void AppendSorted(const liquid::Value& value, std::string* out) {
  switch (value.kind()) {
    case liquid::Value::Kind::kMembers:
      AppendMembers(value, out);
      return;
    case liquid::Value::Kind::kArray:
      out->push_back('[');
      for (std::uint32_t i = 0; i < value.size(); ++i) {
        if (i > 0) out->push_back(',');
        AppendSorted(value.elements()[i], out);
      }
      out->push_back(']');
      return;
    case liquid::Value::Kind::kString:
      liquid::AppendJsonString(value.text(), out);
      return;
    case liquid::Value::Kind::kBool:
      *out += value.boolean() ? "true" : "false";
      return;
    case liquid::Value::Kind::kInteger:
      *out += std::to_string(value.integer());
      return;
    case liquid::Value::Kind::kFloat:
      *out += fmt::format("{}", value.real());
      return;
    default:
      *out += "null";
  }
}

// A JSON text with its members in order; the text itself if it is none.
std::string SortedJson(const std::string& text) {
  const auto document = liquid::JsonDocument::Parse(text);
  if (!document.ok()) return text;
  std::string sorted;
  AppendSorted(document->root(), &sorted);
  return sorted;
}

std::string HeaderText(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return absl::StrJoin(lines, ", ");
}

std::string Word(const std::string& name, std::size_t prefix_size) {
  return absl::AsciiStrToLower(name.substr(prefix_size));
}

std::string WaitText(bool is_there, const google::protobuf::Duration& wait) {
  if (!is_there) return "";
  return fmt::format("{}ms", wait.seconds() * 1000 + wait.nanos() / 1'000'000);
}

}  // namespace

std::string JsonTextOf(const google::protobuf::Value& value) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(value, &text).ok())
    return "";
  return SortedJson(text);
}

std::string CompareRequest(const v1::VectorRequest& expected,
                           const Prepared& prepared) {
  if (!prepared.request.has_value()) {
    return fmt::format("request: there is none: {}\n",
                       prepared.refusal->reason());
  }
  const v1::ProviderRequest& request = *prepared.request;
  std::vector<std::string> headers;
  for (const v1::NamedValue& header : expected.headers()) {
    headers.push_back(header.name() + ": " + header.value());
  }
  const std::string method =
      expected.method().empty() ? "POST" : expected.method();
  const bool is_json = expected.has_json();
  return Difference("request.method", request.method(), method) +
         Difference("request.url", request.url(), expected.url()) +
         Difference(
             "request.headers",
             HeaderText({request.headers().begin(), request.headers().end()}),
             HeaderText(headers)) +
         Difference(is_json ? "request.json" : "request.body",
                    is_json ? SortedJson(request.body()) : request.body(),
                    is_json ? SortedJson(JsonTextOf(expected.json()))
                            : expected.body());
}

std::string CompareMail(const v1::VectorMail& expected,
                        const v1::VectorMail& mail) {
  constexpr std::size_t kTls = 9;
  const v1::SmtpTls tls = expected.tls() == v1::SMTP_TLS_UNSPECIFIED
                              ? v1::SMTP_TLS_STARTTLS
                              : expected.tls();
  return Difference("mail.server", mail.server(), expected.server()) +
         Difference("mail.tls", Word(v1::SmtpTls_Name(mail.tls()), kTls),
                    Word(v1::SmtpTls_Name(tls), kTls)) +
         Difference("mail.username", mail.username(), expected.username()) +
         Difference("mail.password", mail.password(), expected.password()) +
         Difference("mail.from", mail.from(), expected.from()) +
         Difference("mail.to", mail.to(), expected.to()) +
         Difference("mail.content", mail.content(), expected.content());
}

std::string CompareOutcome(const v1::VectorOutcome& expected,
                           const v1::Attempt& attempt) {
  constexpr std::size_t kOutcome = 8;
  constexpr std::size_t kScope = 6;
  return Difference("outcome.outcome",
                    Word(v1::Outcome_Name(attempt.outcome()), kOutcome),
                    Word(v1::Outcome_Name(expected.outcome()), kOutcome)) +
         Difference("outcome.scope",
                    Word(v1::Scope_Name(attempt.scope()), kScope),
                    Word(v1::Scope_Name(expected.scope()), kScope)) +
         Difference("outcome.reason_code", attempt.reason_code(),
                    expected.reason_code()) +
         (expected.reason().empty()
              ? ""
              : Difference("outcome.reason", attempt.reason(),
                           expected.reason())) +
         Difference("outcome.message_id", attempt.provider_message_id(),
                    expected.message_id()) +
         Difference(
             "outcome.retry_after",
             WaitText(attempt.has_retry_after(), attempt.retry_after()),
             WaitText(expected.has_retry_after(), expected.retry_after())) +
         Difference("outcome.possibly_sent",
                    attempt.possibly_sent() ? "true" : "false",
                    expected.possibly_sent() ? "true" : "false");
}

}  // namespace herald
