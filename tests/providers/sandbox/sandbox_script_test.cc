// SPDX-License-Identifier: Apache-2.0
#include "providers/sandbox/sandbox_script.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace herald {
namespace {

constexpr v1::Outcome kRetry = v1::OUTCOME_RETRY;
constexpr v1::Outcome kDrop = v1::OUTCOME_DROPPED;

const std::vector<std::pair<std::string, v1::Scope>> kScopes = {
    {"recipient", v1::SCOPE_RECIPIENT}, {"content", v1::SCOPE_CONTENT},
    {"account", v1::SCOPE_ACCOUNT},     {"provider", v1::SCOPE_PROVIDER},
    {"transport", v1::SCOPE_TRANSPORT}, {"policy", v1::SCOPE_POLICY},
    {"deadline", v1::SCOPE_DEADLINE},
};

std::string Number(int code) { return "+15005550" + std::to_string(code); }

std::string At(const std::string& local) { return local + "@sandbox.test"; }

TEST(SandboxScript, NumbersGiveEveryOutcomeWithEveryScope) {
  for (const auto& [name, scope] : kScopes) {
    EXPECT_EQ(ScriptForNumber(Number(100 + scope)),
              (SandboxScript{kDrop, scope}));
    EXPECT_EQ(ScriptForNumber(Number(200 + scope)),
              (SandboxScript{kRetry, scope}));
    EXPECT_EQ(ScriptForNumber(Number(300 + scope)),
              (SandboxScript{kRetry, scope, true}));
    EXPECT_EQ(ScriptForNumber(Number(220 + scope)),
              (SandboxScript{kRetry, scope, false, absl::Seconds(30)}));
    EXPECT_EQ(ScriptForNumber(Number(320 + scope)),
              (SandboxScript{kRetry, scope, true, absl::Seconds(30)}));
  }
  EXPECT_EQ(
      ScriptForNumber(Number(208)),
      (SandboxScript{kRetry, v1::SCOPE_PROVIDER, false, absl::Seconds(30)}));
}

TEST(SandboxScript, NumbersGiveDelays) {
  EXPECT_EQ(ScriptForNumber(Number(401)),
            (SandboxScript{.delay = absl::Milliseconds(100)}));
  EXPECT_EQ(ScriptForNumber(Number(402)),
            (SandboxScript{.delay = absl::Seconds(1)}));
  EXPECT_EQ(ScriptForNumber(Number(403)),
            (SandboxScript{.delay = absl::Seconds(5)}));
  EXPECT_EQ(ScriptForNumber(Number(404)),
            (SandboxScript{.delay = absl::InfiniteDuration()}));
}

TEST(SandboxScript, DeliversToAllOtherNumbers) {
  for (const std::string number :
       {"", "+15005550000", "+15005550100", "+15005550108", "+15005550121",
        "+15005550209", "+15005550220", "+15005550231", "+15005550400",
        "+15005550405", "+15005550999", "+1500555010", "+150055501011",
        "+15005551101", "+491711234567", "15005550101", "+1500555010x"}) {
    EXPECT_EQ(ScriptForNumber(number), SandboxScript{}) << number;
  }
}

TEST(SandboxScript, AddressesGiveEveryOutcomeWithEveryScope) {
  for (const auto& [name, scope] : kScopes) {
    EXPECT_EQ(ScriptForAddress(At("drop-" + name)),
              (SandboxScript{kDrop, scope}));
    EXPECT_EQ(ScriptForAddress(At("retry-" + name)),
              (SandboxScript{kRetry, scope}));
    EXPECT_EQ(ScriptForAddress(At("possibly-sent-" + name)),
              (SandboxScript{kRetry, scope, true}));
    EXPECT_EQ(ScriptForAddress(At("retry-" + name + "-after-30s")),
              (SandboxScript{kRetry, scope, false, absl::Seconds(30)}));
    EXPECT_EQ(ScriptForAddress(At("possibly-sent-" + name + "-after-2m")),
              (SandboxScript{kRetry, scope, true, absl::Minutes(2)}));
    EXPECT_EQ(ScriptForAddress(At("delay-500ms-drop-" + name)),
              (SandboxScript{kDrop, scope, false, absl::ZeroDuration(),
                             absl::Milliseconds(500)}));
  }
}

TEST(SandboxScript, AddressesGiveDelaysAndWaits) {
  const std::vector<std::pair<std::string, SandboxScript>> rows = {
      {"delivered", {}},
      {"delay-500ms", {.delay = absl::Milliseconds(500)}},
      {"delay-1s-delivered", {.delay = absl::Seconds(1)}},
      {"delay-999h", {.delay = absl::Hours(24)}},
      {"stall", {.delay = absl::InfiniteDuration()}},
      {"delay-2s-retry-account-after-1h",
       {kRetry, v1::SCOPE_ACCOUNT, false, absl::Hours(1), absl::Seconds(2)}},
      {"retry-provider-after-999999999h",
       {kRetry, v1::SCOPE_PROVIDER, false, absl::Hours(24)}},
      {"drop-recipient+anything", {kDrop, v1::SCOPE_RECIPIENT}},
      {"Drop-Recipient", {kDrop, v1::SCOPE_RECIPIENT}},
  };
  for (const auto& [local, script] : rows) {
    EXPECT_EQ(ScriptForAddress(At(local)), script) << local;
  }
  EXPECT_EQ(ScriptForAddress("Stall@SANDBOX.Test").delay,
            absl::InfiniteDuration());
}

TEST(SandboxScript, DeliversToAllOtherAddresses) {
  for (const std::string address :
       {"", "drop-recipient@example.com", "drop-recipient@sandbox.test.com",
        "drop-recipient@mail.sandbox.test", "drop@sandbox.test",
        "drop-unspecified@sandbox.test", "drop-nobody@sandbox.test",
        "delay-s@sandbox.test", "delay-5@sandbox.test", "delay-5d@sandbox.test",
        "delay--5s@sandbox.test", "delay-9999999999s@sandbox.test",
        "retry-provider-after-@sandbox.test",
        "retry-provider-after-5x@sandbox.test", "after-5s@sandbox.test",
        "@sandbox.test"}) {
    EXPECT_EQ(ScriptForAddress(address), SandboxScript{}) << address;
  }
}

TEST(SandboxScript, ReadsTheRecipientOfTheContent) {
  v1::Notification notification;
  notification.mutable_phone()->set_recipient(Number(101));
  EXPECT_EQ(ScriptFor(notification).outcome, kDrop);
  notification.mutable_email()->set_to(At("retry-provider"));
  EXPECT_EQ(ScriptFor(notification).outcome, kRetry);
}

}  // namespace
}  // namespace herald
