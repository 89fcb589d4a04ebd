// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/grpc_status.h"

#include <charconv>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace herald {
namespace {

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Leaves alone what is not percent-encoding.
std::string DecodePercents(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool has_two = text[i] == '%' && i + 2 < text.size();
    const int high = has_two ? DigitOf(text[i + 1]) : -1;
    const int low = has_two ? DigitOf(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// What is not a number is UNKNOWN.
int CodeIn(std::string_view text) {
  int code = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, code);
  return error == std::errc() && rest == end ? code : kUnknown;
}

// Of an answer that does not come from a gRPC server:
// https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
int CodeOfHttp(std::string_view status) {
  if (status == "400") return kInternal;
  if (status == "401") return kUnauthenticated;
  if (status == "403") return kPermissionDenied;
  if (status == "404") return kUnimplemented;
  if (status == "429" || status == "502" || status == "503" ||
      status == "504") {
    return kUnavailable;
  }
  return kUnknown;
}

}  // namespace

void GrpcStatus::TakeField(std::string_view name, std::string_view value) {
  if (name == ":status") {
    http_status_ = value;
  } else if (name == "content-type") {
    is_grpc_ = value.starts_with("application/grpc");
  } else if (name == "grpc-status") {
    code_ = CodeIn(value);
  } else if (name == "grpc-message") {
    message_ = DecodePercents(value);
  } else if (name == "herald-possibly-sent") {
    says_not_sent_ = value == "false";
  }
}

std::optional<HandlerError> GrpcStatus::Error() const {
  if (http_status_ != "200" || !is_grpc_) {
    if (!code_.has_value() || *code_ == kOk) {
      return HandlerError{
          CodeOfHttp(http_status_),
          absl::StrCat("not an answer of gRPC, HTTP status ", http_status_)};
    }
  }
  if (!code_.has_value()) {
    return HandlerError{kInternal, "an answer without a status"};
  }
  if (*code_ == kOk) return {};
  return HandlerError{*code_, message_, says_not_sent_};
}

}  // namespace herald
