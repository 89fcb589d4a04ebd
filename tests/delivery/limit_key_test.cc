// SPDX-License-Identifier: Apache-2.0
#include "delivery/limit_key.h"

#include <gmock/gmock.h>

#include <string>

#include "delivery/from_text.h"
#include "delivery/recipient_facts.h"

namespace herald {
namespace {

std::string Key(const v1::Notification& notification, v1::LimitKey by,
                int range_digits = 3) {
  return LimitKeyOf(notification, FactsOf(notification), by, range_digits);
}

TEST(LimitKey, IsWhatTheNotificationHas) {
  const auto phone = FromText<v1::Notification>(R"(
    phone { recipient: '+4915112345678' }
    client { client_id: 'app' } organization { id: 'org' })");
  const auto email =
      FromText<v1::Notification>("email { to: 'Jane@Example.COM' }");
  const struct {
    const v1::Notification& notification;
    v1::LimitKey by;
    std::string key;
  } kCases[] = {
      {phone, v1::LIMIT_KEY_RECIPIENT, "+4915112345678"},
      {phone, v1::LIMIT_KEY_NUMBER_RANGE, "+4915112345"},
      {phone, v1::LIMIT_KEY_IP, ""},
      {phone, v1::LIMIT_KEY_CLIENT, "app"},
      {phone, v1::LIMIT_KEY_ORGANIZATION, "org"},
      {phone, v1::LIMIT_KEY_COUNTRY, "DE"},
      {phone, v1::LIMIT_KEY_GLOBAL, "all"},
      {phone, v1::LIMIT_KEY_UNSPECIFIED, ""},
      {email, v1::LIMIT_KEY_RECIPIENT, "jane@example.com"},
      {email, v1::LIMIT_KEY_NUMBER_RANGE, ""},
      {email, v1::LIMIT_KEY_CLIENT, ""},
      {email, v1::LIMIT_KEY_ORGANIZATION, ""},
      {email, v1::LIMIT_KEY_COUNTRY, ""},
      {email, v1::LIMIT_KEY_GLOBAL, "all"},
  };
  for (const auto& test : kCases)
    EXPECT_EQ(Key(test.notification, test.by), test.key)
        << v1::LimitKey_Name(test.by);
}

TEST(LimitKey, CutsARangeButNotIntoTheCallingCode) {
  const auto phone =
      FromText<v1::Notification>("phone { recipient: '+29022345' }");
  EXPECT_EQ(Key(phone, v1::LIMIT_KEY_NUMBER_RANGE, 1), "+2902234");
  EXPECT_EQ(Key(phone, v1::LIMIT_KEY_NUMBER_RANGE, 4), "+2902");
  EXPECT_EQ(Key(phone, v1::LIMIT_KEY_NUMBER_RANGE, 8), "+290");
}

TEST(LimitKey, TakesAddressesOfOneNetworkForOne) {
  const auto key = [](const std::string& ip) {
    v1::Notification notification;
    notification.mutable_request()->set_ip(ip);
    return Key(notification, v1::LIMIT_KEY_IP);
  };
  EXPECT_NE(key("192.0.2.1"), key("192.0.2.2"));
  EXPECT_EQ(key("192.0.2.1"), key("::ffff:192.0.2.1"));
  EXPECT_EQ(key("2001:db8:1:2::1"), key("2001:DB8:1:2:3:4:5:6"));
  EXPECT_NE(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
  EXPECT_EQ(key("192.0.2.1").size(), 4U);
  EXPECT_EQ(key("2001:db8::1").size(), 8U);
  EXPECT_EQ(key("no address"), "");
  EXPECT_EQ(key("192.0.2"), "");
}

TEST(LimitKey, BoundsWhatCallersMayWrite) {
  v1::Notification notification;
  notification.mutable_client()->set_client_id(std::string(1 << 20, 'a'));
  EXPECT_EQ(Key(notification, v1::LIMIT_KEY_CLIENT), std::string(256, 'a'));
}

}  // namespace
}  // namespace herald
