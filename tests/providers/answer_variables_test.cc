// SPDX-License-Identifier: Apache-2.0
#include "providers/answer_variables.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "delivery/notification_variables.h"
#include "liquid/liquid.h"

namespace herald {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void Check(const liquid::Object& variables, const Rows& rows) {
  for (const auto& [source, expected] : rows) {
    const auto compiled = liquid::Template::Parse(source);
    ASSERT_TRUE(compiled.ok()) << source << compiled.status();
    const auto text = compiled->Render(variables);
    ASSERT_TRUE(text.ok()) << source << text.status();
    EXPECT_EQ(*text, expected) << source;
  }
}

TEST(AnswerVariables, ShowAnAnswerBesidesTheNotification) {
  v1::Notification notification;
  notification.mutable_phone()->set_code("123456");
  const NotificationVariables outer(notification, "order-1", nullptr);
  const HttpResponse response{
      201,
      {{"X-Message-Id", "m-1"}, {"x-message-id", "m-2"}, {"Empty", ""}},
      R"({"id":7,"to":[{"status":"ok"}]})"};
  const AnswerVariables variables(outer, response);
  Check(variables,
        {
            {"{{ status }}", "201"},
            {"{% if status == 201 %}number{% endif %}", "number"},
            {"{{ headers.x-message-id }}", "m-1"},
            {"{{ headers['x-message-id'] }}", "m-1"},
            {"{% if headers.none == nil %}none{% endif %}", "none"},
            {"{{ body.id }}", "7"},
            {"{{ body.to[0].status }}", "ok"},
            {"{{ text }}", R"({"id":7,"to":[{"status":"ok"}]})"},
            {"{{ notification.code }} {{ request_id }}", "123456 order-1"},
        });
  EXPECT_FALSE(variables.has_missed_body());
}

TEST(AnswerVariables, ShowXmlAsATree) {
  const v1::Notification notification;
  const NotificationVariables outer(notification, "", nullptr);
  const HttpResponse response{
      200, {}, "<r stat='ok'><id>7</id><to>a</to><to>b</to><n> 5 </n></r>"};
  const AnswerVariables variables(outer, response);
  Check(variables,
        {
            {"{{ xml.r.id }}", "7"},
            {"{{ xml.r['@stat'] }}", "ok"},
            {"{{ xml.r.to[1] }} {{ xml.r.to | join: '-' }}", "b a-b"},
            {"{% if xml.r.n == '5' %}text{% endif %}", "text"},
            {"{{ xml.r.n | plus: 1 }}", "6"},
            {"{% if xml.s == nil %}nil{% endif %}", "nil"},
        });
  EXPECT_FALSE(variables.has_missed_body());
  // Nor if somebody has looked for JSON too.
  Check(variables, {{"{{ body.id }}", ""}});
  EXPECT_FALSE(variables.has_missed_body());
}

TEST(AnswerVariables, ABodyThatCannotBeReadIsNil) {
  const v1::Notification notification;
  const NotificationVariables outer(notification, "", nullptr);
  for (const std::string body : {"", "OK", "<html>", "{", "\xff\xfe"}) {
    const HttpResponse response{200, {}, body};
    for (const std::string name : {"body", "xml"}) {
      const AnswerVariables variables(outer, response);
      Check(variables, {{"{{ status }}", "200"}});
      EXPECT_FALSE(variables.has_missed_body());
      Check(variables,
            {{"{% if " + name + " == nil %}nil{% endif %}{{ " + name + ".x }}",
              "nil"}});
      EXPECT_TRUE(variables.has_missed_body());
    }
  }
}

}  // namespace
}  // namespace herald
