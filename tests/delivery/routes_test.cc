// SPDX-License-Identifier: Apache-2.0
#include "delivery/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/route_variables.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A configuration with the providers `a`, `b` and `c`.
v1::Configuration Providers() {
  v1::Configuration configuration;
  for (const char* name : {"a", "b", "c"}) {
    configuration.add_providers()->set_name(name);
  }
  return configuration;
}

v1::Route& AddRoute(v1::Configuration& configuration, const std::string& name,
                    const std::string& when) {
  v1::Route& route = *configuration.add_routes();
  route.set_name(name);
  route.set_when(when);
  (*route.add_providers()->mutable_weights())["a"] = 1;
  return route;
}

v1::Notification Sms() {
  v1::Notification notification;
  v1::PhoneNotification& phone = *notification.mutable_phone();
  phone.set_recipient("+33612345678");
  phone.set_delivery_method(v1::DELIVERY_METHOD_TEXT);
  phone.set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  notification.mutable_organization()->set_id("org_1");
  notification.mutable_client()->set_client_id("shop");
  (*notification.mutable_labels())["tier"] = "gold";
  return notification;
}

v1::RecipientFacts FrenchMobile() {
  v1::RecipientFacts facts;
  facts.set_country("FR");
  facts.set_calling_code(33);
  facts.set_number_type(v1::NUMBER_TYPE_MOBILE);
  return facts;
}

TEST(Routes, MatchOnTheNotificationAndOnWhatIsKnownOfTheRecipient) {
  const v1::Notification sms = Sms();
  const v1::RecipientFacts phone_facts = FrenchMobile();
  v1::Notification email;
  email.mutable_email()->set_to("a@example.com");
  email.mutable_email()->set_message_type(v1::EMAIL_MESSAGE_TYPE_RESET_EMAIL);
  v1::RecipientFacts email_facts;
  email_facts.set_email_domain("example.com");
  const struct {
    std::string when;
    bool holds_for_sms;
    bool holds_for_email;
  } kCases[] = {
      {"phone.country == 'FR'", true, false},
      {"phone.calling_code == 33", true, false},
      {"phone.type == 'mobile'", true, false},
      {"phone", true, false},
      {"email.domain == 'example.com'", false, true},
      {"channel == 'sms'", true, false},
      {"channel == 'email'", false, true},
      {"message_type == 'otp_verify'", true, false},
      {"message_type == 'reset_email'", false, true},
      {"organization.id == 'org_1' and client.client_id == 'shop'", true,
       false},
      {"labels.tier == 'gold'", true, false},
      {"notification.recipient contains '+336'", true, false},
      {"request_id == 'r1'", true, true},
      {"secrets", false, false},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.when);
    v1::Configuration configuration = Providers();
    AddRoute(configuration, "special", c.when);
    AddRoute(configuration, "rest", "");
    FieldViolations violations;
    const Routes routes(configuration, violations);
    ASSERT_TRUE(violations.empty()) << violations.all()[0].description;
    EXPECT_EQ(routes.Match(RouteVariables(sms, "r1", phone_facts)).name,
              c.holds_for_sms ? "special" : "rest");
    EXPECT_EQ(routes.Match(RouteVariables(email, "r1", email_facts)).name,
              c.holds_for_email ? "special" : "rest");
  }
}

TEST(Routes, AreTakenInOrderAndExplainedUpToTheOneThatHolds) {
  v1::Configuration configuration = Providers();
  AddRoute(configuration, "germany", "phone.country == 'DE'");
  AddRoute(configuration, "france", "phone.country == 'FR'");
  AddRoute(configuration, "europe", "phone.calling_code < 50");
  AddRoute(configuration, "rest", "");
  FieldViolations violations;
  const Routes routes(configuration, violations);
  ASSERT_TRUE(violations.empty());
  const v1::Notification sms = Sms();
  const v1::RecipientFacts facts = FrenchMobile();
  const RouteVariables variables(sms, "", facts);
  EXPECT_EQ(routes.Match(variables).name, "france");
  const auto explained = routes.Explain(variables);
  ASSERT_EQ(explained.size(), 2u);
  EXPECT_EQ(explained[0].name(), "germany");
  EXPECT_EQ(explained[0].when(), "phone.country == 'DE'");
  EXPECT_FALSE(explained[0].holds());
  EXPECT_EQ(explained[1].name(), "france");
  EXPECT_TRUE(explained[1].holds());
}

TEST(Routes, PassOverAConditionThatCannotBeEvaluatedAndSayWhy) {
  v1::Configuration configuration = Providers();
  AddRoute(configuration, "broken", "phone.calling_code > 'many'");
  AddRoute(configuration, "rest", "");
  FieldViolations violations;
  const Routes routes(configuration, violations);
  ASSERT_TRUE(violations.empty());
  const v1::Notification sms = Sms();
  const v1::RecipientFacts facts = FrenchMobile();
  const RouteVariables variables(sms, "", facts);
  EXPECT_EQ(routes.Match(variables).name, "rest");
  EXPECT_NE(routes.Explain(variables)[0].error(), "");
}

TEST(Routes, NameEveryMistakeByItsField) {
  struct Mistake {
    const char* name;
    void (*make)(v1::Configuration&);
    const char* field;
    const char* description;
  };
  const Mistake kMistakes[] = {
      {"an unknown provider",
       [](v1::Configuration& c) {
         auto& weights = *c.mutable_routes(0)->mutable_providers(0);
         weights.clear_weights();
         (*weights.mutable_weights())["d"] = 1;
       },
       "routes[0].providers[0].weights[d]",
       "names no provider; there are a, b, c"},
      {"a condition that is no Liquid",
       [](v1::Configuration& c) { c.mutable_routes(0)->set_when("a == "); },
       "routes[0].when", "when:1:"},
      {"no condition before the last",
       [](v1::Configuration& c) { c.mutable_routes(0)->clear_when(); },
       "routes[0].when", "is required in all routes but the last"},
      {"a condition in the last",
       [](v1::Configuration& c) { c.mutable_routes(1)->set_when("true"); },
       "routes[1].when", "must be absent in the last route"},
      {"the same name twice",
       [](v1::Configuration& c) { c.mutable_routes(1)->set_name("one"); },
       "routes[1].name", "must be unique"},
      {"a provider twice",
       [](v1::Configuration& c) {
         (*c.mutable_routes(0)->add_providers()->mutable_weights())["a"] = 1;
       },
       "routes[0].providers[1].weights[a]", "again"},
      {"a weight of nothing",
       [](v1::Configuration& c) {
         (*c.mutable_routes(0)->mutable_providers(0)->mutable_weights())["a"] =
             0;
       },
       "routes[0].providers[0].weights[a]", "must be 1 to 1000000"},
      {"an empty group",
       [](v1::Configuration& c) {
         c.mutable_routes(0)->mutable_providers(0)->clear_weights();
       },
       "routes[0].providers[0]", "names no provider"},
  };
  for (const Mistake& mistake : kMistakes) {
    SCOPED_TRACE(mistake.name);
    v1::Configuration configuration = Providers();
    AddRoute(configuration, "one", "true");
    AddRoute(configuration, "two", "");
    mistake.make(configuration);
    FieldViolations violations;
    const Routes routes(configuration, violations);
    ASSERT_EQ(violations.all().size(), 1u);
    EXPECT_EQ(violations.all()[0].field, mistake.field);
    EXPECT_THAT(violations.all()[0].description,
                HasSubstr(mistake.description));
  }
}

TEST(Routes, DrawWithinAGroupByWeightAndKeepTheOrderOfThePlaces) {
  v1::Configuration configuration = Providers();
  v1::Route& route = *configuration.add_routes();
  route.set_name("split");
  auto& weights = *route.add_providers()->mutable_weights();
  weights["a"] = 1;
  weights["b"] = 3;
  (*route.add_providers()->mutable_weights())["c"] = 1;
  FieldViolations violations;
  const Routes routes(configuration, violations);
  ASSERT_TRUE(violations.empty());
  const CompiledRoute& split = routes.all()[0];
  EXPECT_THAT(OrderOf(split, nullptr), ElementsAre(1, 0, 2));
  std::mt19937_64 random(1);
  int b_first = 0;
  constexpr int kDraws = 10'000;
  for (int i = 0; i < kDraws; ++i) {
    const std::vector<std::size_t> order = OrderOf(split, &random);
    ASSERT_EQ(order.size(), 3u);
    EXPECT_EQ(order[2], 2u);
    EXPECT_NE(order[0], order[1]);
    if (order[0] == 1) ++b_first;
  }
  EXPECT_NEAR(b_first, kDraws * 3 / 4, 200);
}

}  // namespace
}  // namespace herald
