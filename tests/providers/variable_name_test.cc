// SPDX-License-Identifier: Apache-2.0
#include "providers/variable_name.h"

#include <gtest/gtest.h>

#include "providers/describe.h"

namespace herald {
namespace {

TEST(VariableName, IsAWordAsProgramsHaveThem) {
  FieldViolations violations;
  for (const char* name : {"a", "_x", "TWILIO_AUTH_TOKEN", "k2"}) {
    CheckVariableName("secrets", name, violations);
  }
  EXPECT_EQ(Describe(violations), "");
  for (const char* name : {"", "2k", "a-b", "a b"}) {
    CheckVariableName("secrets", name, violations);
  }
  CheckVariableName("secrets", std::string(64, 'a'), violations);
  EXPECT_EQ(violations.all().size(), 5u);
  EXPECT_EQ(violations.all()[1].field, "secrets[2k]");
}

}  // namespace
}  // namespace herald
