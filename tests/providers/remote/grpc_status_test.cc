// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/grpc_status.h"

#include <utility>

#include <gtest/gtest.h>

#include <vector>

namespace herald {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// The code and the message; OK without an error.
std::string Read(const Fields& fields) {
  GrpcStatus status;
  for (const auto& [name, value] : fields) status.TakeField(name, value);
  const auto error = status.Error();
  if (!error.has_value()) return "OK";
  return std::to_string(error->code) + " " + error->message +
         (error->is_not_sent ? " (not sent)" : "");
}

// Of a handler that answers in good order, up to here.
Fields Head(Fields more) {
  Fields fields = {{":status", "200"}, {"content-type", "application/grpc"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

TEST(GrpcStatus, IsWhatTheTrailersSay) {
  const std::pair<Fields, std::string> rows[] = {
      {Head({{"grpc-status", "0"}}), "OK"},
      {{{":status", "200"},
        {"content-type", "application/grpc+proto"},
        {"grpc-status", "0"}},
       "OK"},
      {Head({{"grpc-status", "0"}, {"grpc-message", "fine"}}), "OK"},
      {Head({{"grpc-status", "13"}, {"grpc-message", "boom"}}), "13 boom"},
      {Head({{"grpc-status", "14"}, {"herald-possibly-sent", "false"}}),
       "14  (not sent)"},
      {Head({{"grpc-status", "14"}, {"herald-possibly-sent", "true"}}), "14 "},
      {Head({{"grpc-status", "99"}}), "99 "},
      {Head({{"grpc-status", "zero"}}), "2 "},
      {Head({{"grpc-status", ""}}), "2 "},
      {Head({{"grpc-status", "0x0"}}), "2 "},
      {Head({}), "13 an answer without a status"}};
  for (const auto& [fields, expected] : rows) EXPECT_EQ(Read(fields), expected);
}

TEST(GrpcStatus, HasItsMessageDecoded) {
  const std::pair<std::string, std::string> rows[] = {
      {"caf%C3%A9 %25", "caf\xC3\xA9 %"},
      {"50% off", "50% off"},
      {"%4", "%4"},
      {"%zz%41", "%zzA"},
      {"%", "%"},
      {"", ""}};
  for (const auto& [encoded, decoded] : rows) {
    EXPECT_EQ(Read(Head({{"grpc-status", "2"}, {"grpc-message", encoded}})),
              "2 " + decoded);
  }
}

// https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
TEST(GrpcStatus, OfAnHttpServerIsThatOfItsStatus) {
  const std::pair<std::string, std::string> rows[] = {
      {"400", "13"}, {"401", "16"}, {"403", "7"},  {"404", "12"},
      {"429", "14"}, {"502", "14"}, {"503", "14"}, {"504", "14"},
      {"500", "2"},  {"200", "2"},  {"", "2"}};
  for (const auto& [http, code] : rows) {
    EXPECT_EQ(Read({{":status", http}, {"content-type", "text/html"}}),
              code + " not an answer of gRPC, HTTP status " + http);
  }
  EXPECT_EQ(Read({}), "2 not an answer of gRPC, HTTP status ");
}

// So that no OK is read out of an error page.
TEST(GrpcStatus, IsNeverOkOverAnHttpError) {
  EXPECT_EQ(Read({{":status", "503"},
                  {"content-type", "application/grpc"},
                  {"grpc-status", "0"}}),
            "14 not an answer of gRPC, HTTP status 503");
  EXPECT_EQ(Read({{":status", "503"},
                  {"content-type", "application/grpc"},
                  {"grpc-status", "8"},
                  {"grpc-message", "full"}}),
            "8 full");
}

}  // namespace
}  // namespace herald
