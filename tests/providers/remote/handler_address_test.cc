// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_address.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

std::string TargetOf(std::string_view text) {
  const auto address = ParseHandlerAddress(text);
  if (!address.has_value()) return "none";
  return (address->socket.empty()
              ? address->host + " " + std::to_string(address->port)
              : address->socket) +
         " " + address->authority + (address->is_local ? " local" : "");
}

TEST(HandlerAddress, IsAHostWithAPortOrASocket) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"Handler.example.com:50052",
       "handler.example.com 50052 Handler.example.com:50052"},
      {"10.0.0.9:1", "10.0.0.9 1 10.0.0.9:1"},
      {"localhost:50052", "localhost 50052 localhost:50052 local"},
      {"127.0.0.1:65535", "127.0.0.1 65535 127.0.0.1:65535 local"},
      {"[::1]:50052", "::1 50052 [::1]:50052 local"},
      {"unix:/run/h.sock", "/run/h.sock localhost local"}};
  for (const auto& [text, target] : rows) EXPECT_EQ(TargetOf(text), target);
}

TEST(HandlerAddress, DoesNotTakeANameForThisMachine) {
  for (const std::string name : {"127.example.com", "localhost.example.com"}) {
    EXPECT_EQ(TargetOf(name + ":1"), name + " 1 " + name + ":1");
  }
}

TEST(HandlerAddress, IsNothingElse) {
  const std::string long_path = "unix:/" + std::string(107, 'x');
  for (const std::string_view text :
       {std::string_view(""), std::string_view("host"),
        std::string_view("host:"), std::string_view("host:0"),
        std::string_view("host:65536"), std::string_view("host:-1"),
        std::string_view(":1"), std::string_view("unix:relative"),
        std::string_view("unix:"), std::string_view("http://host:1"),
        std::string_view("[]:1"), std::string_view("a b:1"),
        std::string_view(long_path)}) {
    EXPECT_EQ(TargetOf(text), "none") << text;
  }
}

}  // namespace
}  // namespace herald
