// SPDX-License-Identifier: Apache-2.0
#include "app/message_template_loading.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "app/service.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kTemplatesHead[] =
    "providers: [{name: sandbox, sandbox: {}}]\n"
    "message_templates:\n";

std::vector<std::string> TemplateMistakesIn(const ConfigurationFolder& folder,
                                            const std::string& templates) {
  const Service service(
      folder.Write("herald.yaml", kTemplatesHead + templates));
  const auto failure = service.failure();
  return failure ? failure->lines : std::vector<std::string>();
}

TEST(BuiltInMessageTemplates, WordAllSeventeenMessageTypesInEnglish) {
  const v1::MessageTemplates built_in = BuiltInMessageTemplates();
  std::set<int> email, phone;
  for (const v1::EmailTemplate& each : built_in.email()) {
    email.insert(each.message_type());
    EXPECT_FALSE(each.html().empty() || each.text().empty());
  }
  for (const v1::PhoneTemplate& each : built_in.phone()) {
    phone.insert(each.message_type());
    EXPECT_FALSE(each.text().empty() || each.voice().empty());
  }
  EXPECT_EQ(email.size(), 12U);
  EXPECT_EQ(phone.size(), 5U);
  EXPECT_EQ(built_in.email_size() + built_in.phone_size(), 17);
  FieldViolations violations;
  const MessageTemplates compiled({}, built_in, violations);
  EXPECT_THAT(violations.all(), IsEmpty());
}

TEST(MessageTemplateLoading, TakesEveryKindOfTemplate) {
  const ConfigurationFolder folder;
  folder.Write("welcome.html", "<p>{% render 'sign' %}</p>");
  EXPECT_THAT(TemplateMistakesIn(folder, R"(
  default_locale: fr
  time_zone: UTC
  strict: true
  bounds: {max_steps: 1000000, max_nesting: 20}
  partials: {sign: "{{ tenant.friendly_name }}"}
  email:
    - message_type: welcome_email
      subject: Bonjour
      html_file: welcome.html
      text: Bonjour
  phone:
    - {message_type: otp_verify, locale: pt_BR, text: "{{ code }}"}
    - {message_type: otp_verify, organization: org_1, client: app, voice: x}
)"),
              IsEmpty());
}

// Every mistake, by the line that it shows.
TEST(MessageTemplateLoading, NamesThePlaceOfEachMistake) {
  const ConfigurationFolder folder;
  folder.Write("empty.html", "");
  const struct {
    std::string templates;
    std::string message;
  } kCases[] = {
      {"  default_locale: not one\n",
       "herald.yaml:3:19: message_templates.default_locale: is not a language "
       "tag; use the form en, en-US or zh-Hant-TW"},
      {"  time_zone: Mars/Olympus\n",
       "herald.yaml:3:14: message_templates.time_zone: is no time zone"},
      {"  phone: [{message_type: otp, text: x}]\n",
       "message_templates.phone[0].message_type: must be one of otp_verify"},
      {"  phone: [{text: x}]\n",
       "message_templates.phone[0].message_type: is required; one of"},
      {"  phone: [{message_type: otp_verify}]\n",
       "message_templates.phone[0]: lacks one of text, voice"},
      {"  email: [{message_type: welcome_email, subject: x}]\n",
       "message_templates.email[0]: lacks one of html, html_file, text, "
       "text_file"},
      {"  email: [{message_type: welcome_email, text: x}]\n",
       "message_templates.email[0].subject: is required"},
      {"  email: [{message_type: welcome_email, subject: x, html_file: no}]\n",
       "message_templates.email[0].html_file: "},
      {"  email: [{message_type: welcome_email, subject: x, "
       "html_file: empty.html}]\n",
       "message_templates.email[0].html_file: is empty"},
      {"  email: [{message_type: welcome_email, subject: x, html: y, "
       "html_file: empty.html}]\n",
       "message_templates.email[0].html_file: stands beside html; give one"},
      {"  phone:\n"
       "    - message_type: otp_verify\n"
       "      text: \"{{ code | nope }}\"\n",
       "herald.yaml:5:13: message_templates.phone[0].text: "
       "otp_verify.en.text:1:11: "},
      {"  partials: {sign: '{% if %}'}\n",
       "message_templates.partials.sign: sign:1:"},
      {"  phone: [{message_type: otp_verify, text: x}, "
       "{message_type: otp_verify, locale: en, text: y}]\n",
       "message_templates.phone[1].locale: there is a template for otp_verify "
       "in en already"},
      {"  bounds: {max_nesting: 501}\n",
       "message_templates.bounds.max_nesting: must be 1 to 500"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(TemplateMistakesIn(folder, test.templates),
                ElementsAre(HasSubstr(test.message)))
        << test.templates;
  }
}

}  // namespace
}  // namespace herald
