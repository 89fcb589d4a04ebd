// SPDX-License-Identifier: Apache-2.0
#include "delivery/circuit_breakers.h"

#include <gtest/gtest.h>

namespace herald {
namespace {

v1::Configuration TwoProviders() {
  v1::Configuration configuration;
  v1::Provider& first = *configuration.add_providers();
  first.set_name("first");
  first.mutable_http()->set_url("http://127.0.0.1/");
  first.mutable_http()->mutable_json()->mutable_struct_value();
  v1::Provider& second = *configuration.add_providers();
  second.set_name("second");
  second.mutable_sandbox();
  return configuration;
}

TEST(CircuitBreakers, AreFoundByTheProvidersName) {
  const CircuitBreakers breakers(TwoProviders(), nullptr);
  EXPECT_NE(breakers.Find("first"), nullptr);
  EXPECT_NE(breakers.Find("first"), breakers.Find("second"));
  EXPECT_EQ(breakers.Find("third"), nullptr);
}

TEST(CircuitBreakers, OutliveAReloadThatLeavesTheirProviderAsItWas) {
  const CircuitBreakers before(TwoProviders(), nullptr);
  v1::Configuration changed = TwoProviders();
  changed.mutable_providers(1)->mutable_sandbox()->set_capacity(7);
  changed.mutable_providers()->SwapElements(0, 1);
  const CircuitBreakers after(changed, &before);
  EXPECT_EQ(after.Find("first"), before.Find("first"));
  EXPECT_NE(after.Find("second"), before.Find("second"));
  EXPECT_NE(after.Find("second"), nullptr);
}

TEST(CircuitBreakers, GoWithTheirProvider) {
  auto before = std::make_unique<CircuitBreakers>(TwoProviders(), nullptr);
  const std::weak_ptr<CircuitBreaker> first = before->Find("first");
  const std::weak_ptr<CircuitBreaker> second = before->Find("second");
  v1::Configuration reduced = TwoProviders();
  reduced.mutable_providers()->RemoveLast();
  const CircuitBreakers after(reduced, before.get());
  before.reset();
  EXPECT_EQ(after.Find("first"), first.lock());
  EXPECT_TRUE(second.expired());
}

}  // namespace
}  // namespace herald
