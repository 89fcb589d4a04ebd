// SPDX-License-Identifier: Apache-2.0
#include "delivery/email_address.h"

#include <gtest/gtest.h>

#include <string>

namespace herald {
namespace {

TEST(EmailAddress, IsAcceptedAsTheStandardsHaveIt) {
  const std::string kCases[] = {
      "jane@example.com",
      "jane.doe+tag@mail.example.co.uk",
      "o'brien@example.com",
      "\"jane doe\"@example.org",
      "\"a\\\"b@c\"@example.org",
      "jane@localhost",
      "jane@xn--bcher-kva.example",
      "büro@bücher.example",
      std::string(64, 'a') + "@example.org",
  };
  for (const std::string& address : kCases)
    EXPECT_TRUE(CheckEmailAddress(address).ok()) << address;
}

TEST(EmailAddress, IsRefusedWhenMalformedOrInjecting) {
  const std::string kCases[] = {
      "",
      "jane",
      "@example.org",
      "jane@",
      "jane doe@example.com",
      ".jane@example.com",
      "jane.@example.com",
      "jane@example.com.",
      "jane..doe@example.com",
      "jane@-example.com",
      "jane@example..com",
      "jane@exa_mple.com",
      "jane@example.com\r\nBcc: all@example.com",
      "jane@example.com\n",
      std::string("jane\0@example.com", 17),
      "<jane@example.com>",
      "Jane <jane@example.com>",
      "jane@example.com,joe@example.com",
      "\"jane@example.com",
      "\"jane\\\"@example.org",
      std::string(65, 'a') + "@example.org",
      "jane@" + std::string(260, 'a'),
      "jane@" + std::string(64, 'a') + ".com",
  };
  for (const std::string& address : kCases) {
    const absl::Status status = CheckEmailAddress(address);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << address;
    if (address.size() > 1) {
      EXPECT_EQ(status.message().find(address), std::string_view::npos);
    }
  }
}

TEST(Mailbox, MayHaveADisplayName) {
  for (const std::string mailbox :
       {"jane@example.com", "Jane Doe <jane@example.com>", "<jane@example.com>",
        "\"Doe, Jane\" <jane@example.com>", "Büro <buero@example.com>"})
    EXPECT_TRUE(CheckMailbox(mailbox).ok()) << mailbox;
}

TEST(Mailbox, IsRefusedWhenMalformedOrInjecting) {
  for (const std::string mailbox :
       {"", "Jane", "Jane <jane@example.com", "Jane <jane>",
        "Jane\r\nBcc: all@example.com <jane@example.com>",
        "A <b@example.com> <c@example.com>", "Jane <jane@example.com> x"})
    EXPECT_FALSE(CheckMailbox(mailbox).ok()) << mailbox;
  EXPECT_FALSE(
      CheckMailbox(std::string(500, 'J') + " <jane@example.com>").ok());
}

}  // namespace
}  // namespace herald
