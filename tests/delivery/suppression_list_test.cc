// SPDX-License-Identifier: Apache-2.0
#include "delivery/suppression_list.h"

#include <gmock/gmock.h>

#include <string>

#include "delivery/from_text.h"

namespace herald {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(SuppressionList, KnowsRecipientsHoweverTheyAreWritten) {
  FieldViolations violations;
  const SuppressionList list(FromText<v1::Guard>(R"(
                               suppressed: '+1 (202) 456-1111'
                               suppressed: 'Jane.Doe@Example.com')"),
                             "\xEF\xBB\xBF+49 151 12345678\r\n"
                             "\n"
                             "  # who asked for it\n"
                             "\t+a@example.com \n"
                             "last@example.com",
                             violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  for (const char* there :
       {"+12024561111", "jane.doe@example.com", "JANE.DOE@example.com",
        "+4915112345678", "+a@example.com", "last@example.com"}) {
    EXPECT_TRUE(list.Contains(there)) << there;
  }
  for (const char* other : {"+12024561112", "doe@example.com", "", "+a"})
    EXPECT_FALSE(list.Contains(other)) << other;
}

TEST(SuppressionList, IsEmptyByDefault) {
  FieldViolations violations;
  const SuppressionList list({}, "", violations);
  EXPECT_THAT(violations.all(), IsEmpty());
  EXPECT_FALSE(list.Contains("+12024561111"));
}

TEST(SuppressionList, NamesMistakesByTheirLinesWithoutRepeatingThem) {
  FieldViolations violations;
  const SuppressionList list(
      FromText<v1::Guard>("suppressed: '12024561111' suppressed: 'a@' "),
      "# head\n+12024561111\n02024561111\na@b@c d\n+1\n", violations);
  EXPECT_THAT(
      violations.all(),
      ElementsAre(
          FieldViolation{"suppressed[0]",
                         "is neither a phone number in international form, "
                         "such as +18085555555, nor an email address"},
          FieldViolation{"suppressed[1]",
                         "has an invalid domain name after the @; use the "
                         "form name@example.com"},
          FieldViolation{"suppression_file",
                         "line 3 is neither a phone number in international "
                         "form, such as +18085555555, nor an email address"},
          Field(&FieldViolation::description, HasSubstr("line 4 has")),
          Field(&FieldViolation::description,
                HasSubstr("line 5 is not a phone number of any country"))));
}

TEST(SuppressionList, GivesUpOnAFileThatIsSomethingElse) {
  FieldViolations violations;
  std::string file;
  for (int i = 0; i < 1000; ++i) file += "secret\n";
  const SuppressionList list({}, file, violations);
  EXPECT_THAT(violations.all(), SizeIs(10));
  EXPECT_THAT(violations.all(), Each(Field(&FieldViolation::description,
                                           Not(HasSubstr("secret")))));
}

}  // namespace
}  // namespace herald
