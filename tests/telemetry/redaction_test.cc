// SPDX-License-Identifier: Apache-2.0
#include "telemetry/redaction.h"

#include <gmock/gmock.h>

#include <ctime>
#include <string>

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct RedactionCase {
  std::string text;
  std::string expected;
};

constexpr PrivateTerms kTerms = {.phone_number = "+18085555523",
                                 .email_address = "Jane.Doe+a@Example.com",
                                 .code = "493817"};

void ExpectRedacted(const RedactionCase& test, const PrivateTerms& terms) {
  const Redactor redactor({"s3cr+t/Key=="});
  EXPECT_EQ(redactor.Redact(test.text, terms), test.expected) << test.text;
}

TEST(Redactor, MasksSecretsHoweverTheyAreWritten) {
  const RedactionCase cases[] = {
      {"bad key s3cr+t/Key==", "bad key ***"},
      {"S3CR+T/KEY==, s3cr+t/key==", "***, ***"},
      {"?key=s3cr%2Bt%2fKey%3D%3D&a=b", "?key=***&a=b"},
      {"?key=s3cr%252Bt%252fKey%253D%253D", "?key=***"},
      {"?key=s3cr+t%2FKey==", "?key=***"},
      {"at 50%s3cr+t/Key==", "at 50%***"},
      {"s3cr+t/Key==s3cr+t/Key==", "***"},
      {"s3cr+t/Key=", "s3cr+t/Key="},
      {"%s %2 %zz 100%", "%s %2 %zz 100%"},
      {"", ""},
  };
  for (const RedactionCase& test : cases) ExpectRedacted(test, {});
}

TEST(Redactor, FindsASecretThatFollowsAPercentSign) {
  const Redactor redactor({"41abc"});
  EXPECT_EQ(redactor.Redact("at 50%41abc", {}), "at 50%***");
}

TEST(Redactor, FindsASecretThatLooksPercentEncodedItself) {
  const Redactor redactor({"ab%41"});
  EXPECT_EQ(redactor.Redact("ab%41 ab%2541", {}), "*** ***");
}

TEST(Redactor, LeavesTheLastTwoDigitsOfAPhoneNumber) {
  const RedactionCase cases[] = {
      {"+18085555523 is unreachable", "***23 is unreachable"},
      {"to 18085555523.", "to ***23."},
      {"to 0018085555523", "to 00***23"},
      {"to 8085555523", "to ***23"},
      {"to +1 (808) 555-5523!", "to ***23!"},
      {"to (808) 555 - 5523", "to ***23"},
      {"to 808.555.55.23", "to ***23"},
      {"to +1\u00a0808\u2011555\u20115523", "to ***23"},
      {"to 555-5523", "to ***23"},
      {"?To=%2B18085555523&x=1", "?To=%2B***23&x=1"},
      {"?To=%2B1%20%28808%29%20555-5523", "?To=%2B***23"},
      {"?To=%252B18085555523", "?To=%252B***23"},
      {"to +18085555524", "to +18085555524"},
      {"error 21211, status 400", "error 21211, status 400"},
      {"1 808, 555, 5523, oh", "1 808, 555, 5523, oh"},
  };
  for (const RedactionCase& test : cases) ExpectRedacted(test, kTerms);
}

TEST(Redactor, KnowsNationalFormsWithATrunkZero) {
  const PrivateTerms german = {.phone_number = "+4930901820"};
  ExpectRedacted({"030 901820", "0***20"}, german);
  const PrivateTerms irish = {.phone_number = "+35312345678"};
  ExpectRedacted({"(01) 234 5678", "(0***78"}, irish);
  const PrivateTerms short_one = {.phone_number = "+68221234"};
  ExpectRedacted({"+682 21234 or 21234", "***34 or ***34"}, short_one);
}

TEST(Redactor, MasksWholeNumbersOfRepeatedDigits) {
  const PrivateTerms terms = {.phone_number = "+15555555555"};
  ExpectRedacted({"to +15555555555", "to ***55"}, terms);
}

TEST(Redactor, LeavesTheDomainOfAnEmailAddress) {
  const RedactionCase cases[] = {
      {"<jane.doe+a@example.com>", "<***@Example.com>"},
      {"JANE.DOE+A@EXAMPLE.COM bounced", "***@Example.com bounced"},
      {"to=jane.doe%2Ba%40example.com", "to=***@Example.com"},
      {"john@example.com", "john@example.com"},
  };
  for (const RedactionCase& test : cases) ExpectRedacted(test, kTerms);
}

TEST(Redactor, MasksCodes) {
  const RedactionCase cases[] = {
      {"code 493817 expired", "code *** expired"},
      {"code 493-817", "code ***"},
      {"code 493 817", "code ***"},
      {"code %34%39%33%38%31%37", "code ***"},
      {"code 493816", "code 493816"},
  };
  for (const RedactionCase& test : cases) ExpectRedacted(test, kTerms);
  ExpectRedacted({"code AB-12cd", "code ***"}, {.code = "ab-12CD"});
  ExpectRedacted({"code 123456", "code ***"}, {.code = "123-456"});
}

TEST(Redactor, MasksWhereTermsOverlap) {
  const Redactor redactor({"abcdef", "defghi"});
  EXPECT_EQ(redactor.Redact("xabcdefghiy", {}), "x***y");
}

TEST(Redactor, KeepsSixtyFourKibibytes) {
  const Redactor redactor({"secret"});
  const std::string text(1 << 20, 'x');
  EXPECT_EQ(redactor.Redact(text, {}).size(), 64u << 10);
  std::string at_the_edge((64 << 10) - 3, 'x');
  at_the_edge += "secret and more";
  EXPECT_THAT(redactor.Redact(at_the_edge, {}), Not(HasSubstr("sec")));
}

// Quadratic work on these would take minutes. Counts the processor's time, for
// a busy machine takes longer.
TEST(Redactor, TakesLinearTime) {
  const std::clock_t start = std::clock();
  const std::string ones(1 << 20, '1');
  const Redactor redactor({ones.substr(0, 60'000) + "2"});
  redactor.Redact(ones, {.phone_number = "+111111111111111", .code = "1111"});
  std::string percents;
  while (percents.size() < ones.size()) percents += "%25";
  redactor.Redact(percents, kTerms);
  EXPECT_LT(std::clock() - start, 30 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace herald
