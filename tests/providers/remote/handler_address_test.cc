// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_address.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

std::string TargetOf(std::string_view text) {
  const auto address = ParseHandlerAddress(text);
  if (!address.has_value()) return "none";
  return address->target + (address->is_socket ? " socket" : "") +
         (address->is_local ? " local" : "");
}

TEST(HandlerAddress, IsAHostWithAPortOrASocket) {
  EXPECT_EQ(TargetOf("handler.example.com:50052"),
            "dns:///handler.example.com:50052");
  EXPECT_EQ(TargetOf("10.0.0.9:1"), "dns:///10.0.0.9:1");
  EXPECT_EQ(TargetOf("localhost:50052"), "dns:///localhost:50052 local");
  EXPECT_EQ(TargetOf("127.0.0.1:65535"), "dns:///127.0.0.1:65535 local");
  EXPECT_EQ(TargetOf("[::1]:50052"), "dns:///[::1]:50052 local");
  EXPECT_EQ(TargetOf("unix:/run/h.sock"), "unix:/run/h.sock socket local");
}

TEST(HandlerAddress, DoesNotTakeANameForThisMachine) {
  EXPECT_EQ(TargetOf("127.example.com:1"), "dns:///127.example.com:1");
  EXPECT_EQ(TargetOf("localhost.example.com:1"),
            "dns:///localhost.example.com:1");
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
