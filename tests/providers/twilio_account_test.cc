// SPDX-License-Identifier: Apache-2.0
#include "providers/twilio_account.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "providers/describe.h"

namespace herald {
namespace {

const std::string kAccountSid = "AC" + std::string(32, '0');

TEST(TwilioAccount, PutsItsPathBelowTheBaseUrl) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "POST https://api.twilio.com:443/v2/X"},
      {"https://api.twilio.com/", "POST https://api.twilio.com:443/v2/X"},
      {"http://127.0.0.1:8080", "POST http://127.0.0.1:8080/v2/X"},
      {"http://mock.test/a/b//", "POST http://mock.test:80/a/b/v2/X"},
  };
  for (const auto& [base_url, expected] : rows) {
    FieldViolations violations;
    const v1::Secret secret;
    const TwilioAccount account = MakeTwilioAccount(
        {kAccountSid, "", true, secret, base_url, "https://api.twilio.com"},
        Secrets(), violations);
    EXPECT_EQ(Describe(violations), "");
    const std::string text =
        Describe(MakeTwilioRequest(account, "/v2/X", "A=b"));
    EXPECT_EQ(text.substr(0, text.find('\n')), expected);
    EXPECT_TRUE(text.ends_with("\n\nA=b"));
  }
}

TEST(TwilioAccount, KnowsASid) {
  const std::string digits = "0123456789abcdefABCDEF0123456789";
  const std::vector<std::pair<std::string, bool>> rows = {
      {"VA" + digits, true},
      {"VA" + digits + "0", false},
      {"VA" + digits.substr(1), false},
      {"va" + digits, false},
      {"AC" + digits, false},
      {"VA" + digits.substr(1) + "g", false},
      {"VA" + digits.substr(1) + "\n", false},
  };
  for (const auto& [sid, is_right] : rows) {
    FieldViolations violations;
    CheckTwilioSid("sid", sid, "VA", false, violations);
    EXPECT_EQ(violations.empty(), is_right) << sid;
  }
  FieldViolations violations;
  CheckTwilioSid("sid", "", "VA", true, violations);
  EXPECT_TRUE(violations.empty());
  CheckTwilioSid("sid", "", "VA", false, violations);
  EXPECT_EQ(Describe(violations), "sid: is required\n");
}

}  // namespace
}  // namespace herald
