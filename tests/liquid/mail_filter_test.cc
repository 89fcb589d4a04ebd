// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "herald/v1/notification.pb.h"
#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

std::string RenderedMail(const std::string& source, const Object& variables) {
  const auto compiled = Template::Parse(source);
  EXPECT_TRUE(compiled.ok()) << compiled.status();
  const auto text = compiled->Render(variables);
  return text.ok() ? *text : std::string(text.status().message());
}

// The fields of an email as variables.
class EmailFields : public Object {
 public:
  explicit EmailFields(const v1::EmailNotification& email)
      : fields_(Value::Of(email)) {}
  Value Find(std::string_view name) const override {
    return fields_.Find(name);
  }

 private:
  const Value fields_;
};

TEST(MailFilters, TakeAMailboxApart) {
  const std::pair<std::string, std::string> cases[] = {
      {"jane@example.com", "jane@example.com|"},
      {" jane@example.com ", "jane@example.com|"},
      {"Jane Doe <jane@example.com>", "jane@example.com|Jane Doe"},
      {"<jane@example.com>", "jane@example.com|"},
      {R"("Doe, Jane" <jane@example.com>)", "jane@example.com|Doe, Jane"},
      {R"("a \"b\" \\" <jane@example.com>)", R"(jane@example.com|a "b" \)"},
      {R"("a<b" <"x y"@example.com>)", R"("x y"@example.com|a<b)"},
      {"\" <a@example.com>", "a@example.com|\""},
      {"Zoë <zoë@exämple.com>", "zoë@exämple.com|Zoë"},
      {"a > b", "a > b|"},
      {">", ">|"},
      {"<>", "|"},
      {"", "|"},
  };
  for (const auto& [mailbox, parts] : cases) {
    v1::EmailNotification email;
    email.set_from(mailbox);
    EXPECT_EQ(
        RenderedMail("{{ from | mailbox_address }}|{{ from | mailbox_name }}",
                     EmailFields(email)),
        parts)
        << mailbox;
  }
}

TEST(MailFilters, MakeAListOfAnObject) {
  v1::EmailNotification email;
  const std::string list = "{{ headers | entries: 'Name', 'Value' | json }}";
  EXPECT_EQ(RenderedMail(list, EmailFields(email)), "null");
  (*email.mutable_headers())["X-A"] = "1 \"2\"";
  (*email.mutable_headers())["X-B"] = "3";
  EXPECT_EQ(RenderedMail(list, EmailFields(email)),
            R"([{"Name":"X-A","Value":"1 \"2\""},{"Name":"X-B","Value":"3"}])");
  EXPECT_EQ(RenderedMail("{{ 'text' | entries: 'a', 'b' | json }}",
                         EmailFields(email)),
            "null");
}

TEST(MailFilters, AddAMemberToAnObject) {
  v1::EmailNotification email;
  const std::string with = "{{ headers | with: 'X-B', reply_to | json }}";
  EXPECT_EQ(RenderedMail(with, EmailFields(email)), "null");
  email.set_reply_to("a@example.com");
  EXPECT_EQ(RenderedMail(with, EmailFields(email)),
            R"({"X-B":"a@example.com"})");
  (*email.mutable_headers())["X-A"] = "1";
  EXPECT_EQ(RenderedMail(with, EmailFields(email)),
            R"({"X-A":"1","X-B":"a@example.com"})");
  email.clear_reply_to();
  EXPECT_EQ(RenderedMail(with, EmailFields(email)), R"({"X-A":"1"})");
}

}  // namespace
}  // namespace herald::liquid
