// SPDX-License-Identifier: Apache-2.0
#include "delivery/idempotency_key.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

TEST(IdempotencyKey, IsTheSameOnEveryInstanceAndInEveryVersion) {
  EXPECT_EQ(IdempotencyKey("order-1", "mail"),
            "7392f8c9-c3dc-8938-afb5-53be0524396b");
}

TEST(IdempotencyKey, BelongsToOneRequestIdAndOneProvider) {
  const std::string key = IdempotencyKey("order-1", "mail");
  EXPECT_NE(IdempotencyKey("order-2", "mail"), key);
  EXPECT_NE(IdempotencyKey("order-1", "sms"), key);
  EXPECT_NE(IdempotencyKey("order-1m", "ail"), key);
}

TEST(IdempotencyKey, IsEmptyWithoutARequestId) {
  EXPECT_EQ(IdempotencyKey("", "mail"), "");
}

}  // namespace
}  // namespace herald
