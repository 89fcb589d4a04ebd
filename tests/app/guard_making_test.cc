// SPDX-License-Identifier: Apache-2.0
#include "app/guard_making.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "delivery/recipient_facts.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kGuardHead[] =
    "providers: [{name: sandbox, sandbox: {}}]\n"
    "guard:\n";

// Every mistake in a guard, on whichever level it is found.
std::vector<std::string> GuardMistakesIn(const ConfigurationFolder& folder,
                                         const std::string& guard) {
  LoadedConfiguration loaded = folder.Load(kGuardHead + guard);
  MakeGuard(loaded);
  return folder.Lines(loaded.errors);
}

bool IsRefused(const Guard& guard, const std::string& recipient) {
  v1::Notification notification;
  notification.mutable_phone()->set_recipient(recipient);
  return guard.Refuse(notification, FactsOf(notification)).has_value();
}

TEST(GuardMaking, TakesEverythingThatAGuardCanHave) {
  const ConfigurationFolder folder;
  folder.Write("list.txt", "# asked for it\n+49 30 12345678\n");
  LoadedConfiguration loaded = folder.Load(kGuardHead + std::string(R"(
  allow_number_types: [satellite]
  deny_number_types: [voip, toll_free]
  countries:
    - allow: [DE, US, NO, 001]
    - {message_types: [otp_verify, change_password], deny: [US]}
  suppressed: [+1 202 456 1111, jane@example.com]
  suppression_file: list.txt
  limits:
    - {name: recipient, by: recipient, count: 3, per: 10m, burst: 1}
    - {name: range, by: number_range, count: 100, per: 744h, range_digits: 4}
    - {name: everything, by: global, count: 1000000000, per: 1s}
  resend_cooldown: 30s
  dry_run: false
  max_counters: 1000
)"));
  const auto guard = MakeGuard(loaded);
  EXPECT_THAT(folder.Lines(loaded.errors), IsEmpty());
  EXPECT_EQ(MaxCounters(loaded.configuration.guard()), 1000);
  EXPECT_TRUE(IsRefused(*guard, "+493012345678"));
  EXPECT_TRUE(IsRefused(*guard, "+12024561111"));
  EXPECT_TRUE(IsRefused(*guard, "+33123456789"));
  EXPECT_FALSE(IsRefused(*guard, "+493012345679"));
  EXPECT_FALSE(IsRefused(*guard, "+4721234567"));
  EXPECT_FALSE(IsRefused(*guard, "+881612345678"));
}

TEST(GuardMaking, GuardsEvenIfThereIsNoGuard) {
  const ConfigurationFolder folder;
  LoadedConfiguration loaded =
      folder.Load("providers: [{name: sandbox, sandbox: {}}]\n");
  const auto guard = MakeGuard(loaded);
  EXPECT_EQ(MaxCounters(loaded.configuration.guard()), 40'000'000);
  EXPECT_TRUE(IsRefused(*guard, "+881612345678"));
  EXPECT_FALSE(IsRefused(*guard, "+493012345678"));
}

TEST(GuardMaking, NamesThePlaceOfEachMistake) {
  const ConfigurationFolder folder;
  folder.Write("list.txt", "+493012345678\n\n030 12345678\n");
  const std::string limit = "  limits: [{name: a, by: ip, count: 1, per: 1s";
  const struct {
    std::string guard;
    std::string message;
  } kCases[] = {
      {"  allow_number_types: [mobile]\n",
       "3:24: guard.allow_number_types[0]: must be one of premium_rate, "
       "shared_cost, satellite; all others are allowed unless they are denied"},
      {"  deny_number_types: [fax]\n",
       "3:23: guard.deny_number_types[0]: must be one of uan, voip, pager, "
       "mobile, fixed_line, toll_free, voicemail, satellite, shared_cost, "
       "premium_rate, personal_number, fixed_line_or_mobile"},
      {"  suppressed: [[a@example.com]]\n",
       "3:16: guard.suppressed[0]: is a list; must be text"},
      {"  countries: [{deny: [UK]}]\n",
       "3:23: guard.countries[0].deny[0]: is no country; use the ISO 3166-1 "
       "code of two upper-case letters, such as GB, or 001"},
      {"  suppressed: [030 12345678]\n",
       "3:16: guard.suppressed[0]: is neither a phone number in international "
       "form, such as +18085555555, nor an email address"},
      {"  suppression_file: list.txt\n",
       "3:21: guard.suppression_file: line 3 is neither a phone number in "
       "international form, such as +18085555555, nor an email address"},
      {"  suppression_file: none.txt\n",
       "3:21: guard.suppression_file: cannot be read: No such file or "
       "directory (" +
           folder.Path("none.txt") + ")"},
      {"  resend_cooldown: 25h\n",
       "3:20: guard.resend_cooldown: must be 1s to 24h"},
      {"  max_counters: 999\n",
       "3:17: guard.max_counters: must be 1000 to 1000000000"},
      {"  limits: [{by: ip, count: 1, per: 1s}]\n",
       "3:12: guard.limits[0].name: is required; 1 to 63 lower-case letters, "
       "digits, - and _, beginning with a letter"},
      {"  limits: [{name: a, count: 1, per: 1s}]\n",
       "3:12: guard.limits[0].by: is required; one of recipient, "
       "number_range, ip, client, organization, country, global"},
      {"  limits: [{name: a, by: ip, per: 1s}]\n",
       "3:12: guard.limits[0].count: is required"},
      {"  limits: [{name: a, by: ip, count: 1}]\n",
       "3:12: guard.limits[0].per: is required"},
      {"  limits: [{name: a, by: ip, count: 1000000001, per: 1s}]\n",
       "3:37: guard.limits[0].count: must be 1 to 1000000000"},
      {"  limits: [{name: a, by: ip, count: 1, per: 745h}]\n",
       "3:45: guard.limits[0].per: must be 1s to 744h"},
      {limit + ", burst: 0}]\n",
       "3:56: guard.limits[0].burst: must be 1 to 1000000000"},
      {limit + ", range_digits: 3}]\n",
       "3:63: guard.limits[0].range_digits: is for number_range alone"},
      {"  limits: [{name: resend_cooldown, by: ip, count: 1, per: 1s}]\n",
       "3:19: guard.limits[0].name: is the name of the cool-down"},
      {limit + "},\n    {name: a, by: global, count: 1, per: 1s}]\n",
       "4:12: guard.limits[1].name: a is the name on line 3 too; it must be "
       "unique"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(GuardMistakesIn(folder, test.guard),
                ElementsAre("herald.yaml:" + test.message))
        << test.guard;
  }
}

TEST(GuardMaking, WantsLimitsToHaveOneNameEachInRoutesToo) {
  const ConfigurationFolder folder;
  EXPECT_THAT(
      GuardMistakesIn(folder,
                      R"(  limits: [{name: a, by: ip, count: 1, per: 1s}]
routes:
  - name: all
    providers: [sandbox]
    limits: [{name: a, by: ip, count: 1, per: 1s}]
)"),
      ElementsAre("herald.yaml:3:19: guard.limits[0].name: a is the name on "
                  "line 7 too; it must be unique"));
}

}  // namespace
}  // namespace herald
