// SPDX-License-Identifier: Apache-2.0
#include "providers/http/http_request.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "delivery/notification_variables.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"

namespace herald {
namespace {

absl::StatusOr<HttpRequest> Build(const v1::HttpProvider& config,
                                  const v1::Notification& notification) {
  FieldViolations violations;
  const HttpRequestPlan plan =
      CompileHttpRequest(config, HttpSecrets(), violations);
  EXPECT_EQ(Describe(violations), "");
  SecretVariables secrets;
  secrets.Put("key", "k&y");
  const NotificationVariables variables(notification, "order-1", &secrets);
  return BuildHttpRequest(plan, variables);
}

std::string Sent(const std::string& config) {
  const auto request = Build(HttpConfig(config), SomePhone());
  return request.ok() ? Describe(*request) : request.status().ToString();
}

TEST(HttpRequest, IsAPostOfNothingByDefault) {
  EXPECT_EQ(Sent(""), "POST https://api.test:443/send\n\n");
}

TEST(HttpRequest, UsesTheConfiguredMethod) {
  for (const std::string method : {"POST", "GET", "PUT", "PATCH", "DELETE"}) {
    EXPECT_EQ(Sent("method: '" + method + "'"),
              method + " https://api.test:443/send\n\n");
  }
}

TEST(HttpRequest, EncodesWhatTheUrlInserts) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"http://api.test:8080/to/{{ notification.recipient }}?x={{ secrets.key "
       "}}",
       "POST http://api.test:8080/to/%2B18085555555?x=k%26y\n\n"},
      {"https://api.test/{{ 'a/b' }}/{{ 'a/b' | raw }}",
       "POST https://api.test:443/a%2Fb/a/b\n\n"},
      {"{{ 'https://api.test/raw' | raw }}",
       "POST https://api.test:443/raw\n\n"},
      {"https://api.test", "POST https://api.test:443/\n\n"},
  };
  for (const auto& [url, expected] : rows) {
    v1::HttpProvider config;
    config.set_url(url);
    const auto request = Build(config, SomePhone());
    ASSERT_TRUE(request.ok()) << request.status();
    EXPECT_EQ(Describe(*request), expected);
  }
}

TEST(HttpRequest, AddsQueryParameters) {
  const std::string query =
      R"(query { name: "to" value: "{{ notification.recipient }}" }
         query { name: "none" value: "{{ notification.from }}" }
         query { name: "to" value: "a b/ö" })";
  EXPECT_EQ(Sent(query),
            "POST https://api.test:443/send?to=%2B18085555555&to=a%20b%2F%C3%B6"
            "\n\n");
  EXPECT_EQ(Sent(query + R"(url: "https://api.test/send?v=1#part")"),
            "POST https://api.test:443/send?v=1&to=%2B18085555555"
            "&to=a%20b%2F%C3%B6\n\n");
}

TEST(HttpRequest, SendsHeadersInTheirOrder) {
  EXPECT_EQ(Sent(R"(headers { name: "X-B" value: "{{ request_id }}" }
                    headers { name: "X-None" value: "{{ notification.from }}" }
                    headers { name: "X-A" value: "{{ secrets.key }}" }
                    headers { name: "User-Agent" value: "Acme" }
                    text: "x")"),
            "POST https://api.test:443/send\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "X-B: order-1\nX-A: k&y\nUser-Agent: Acme\n\nx");
}

TEST(HttpRequest, SendsEachKindOfBody) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"(text: "To {{ notification.recipient }}: {{ notification.as_text }}")",
       "text/plain; charset=utf-8\n\n"
       "To +18085555555: Your code: \"123456\" & more\n"},
      {R"(form { fields { name: "to[]" value: "{{ notification.recipient }}" }
                 fields { name: "none" value: "{{ notification.from }}" }
                 fields { name: "text" value: "{{ notification.as_text }}" } })",
       "application/x-www-form-urlencoded\n\n"
       "to%5B%5D=%2B18085555555&text=Your+code%3A+%22123456%22+%26+more%0A"},
      {R"(raw { content_type: "application/xml"
                template: "<c>{{ notification.code }}</c>" })",
       "application/xml\n\n<c>123456</c>"},
  };
  for (const auto& [config, expected] : rows) {
    EXPECT_EQ(Sent(config),
              "POST https://api.test:443/send\nContent-Type: " + expected);
  }
}

TEST(HttpRequest, SendsJson) {
  v1::HttpProvider config = HttpConfig("");
  *config.mutable_json() = Json(
      R"({"to":"{{ notification.recipient }}",
          "text":"{{ notification.as_text }}",
          "from":"{{ notification.from }}",
          "level":"{{ user.user_metadata.level }}","fixed":1.5})");
  const auto request = Build(config, SomePhone());
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(Describe(*request),
            "POST https://api.test:443/send\n"
            "Content-Type: application/json\n\n"
            R"({"fixed":1.5,"level":7,"text":"Your code: \"123456\" & more\n",)"
            R"("to":"+18085555555"})");
}

TEST(HttpRequest, LetsAConfiguredContentTypeWin) {
  EXPECT_EQ(
      Sent(R"(headers { name: "content-type" value: "text/csv" } text: "x")"),
      "POST https://api.test:443/send\ncontent-type: text/csv\n\nx");
}

TEST(HttpRequest, Authenticates) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {R"(auth { bearer { env: "A" } })",
       "POST https://api.test:443/send\nAuthorization: Bearer s3cret A\n\n"},
      {R"(auth { basic { username: "me" password { env: "A" } } })",
       "POST https://api.test:443/send\n"
       "Authorization: Basic bWU6czNjcmV0IEE=\n\n"},
      {R"(auth { header { name: "X-Key" value { env: "B" } } })",
       "POST https://api.test:443/send\nX-Key: s3cret B\n\n"},
      {R"(auth { header { name: "Authorization" prefix: "App "
                          value { env: "B" } } })",
       "POST https://api.test:443/send\nAuthorization: App s3cret B\n\n"},
      {R"(auth { query { name: "api key" value { env: "A" } } }
          query { name: "a" value: "b" })",
       "POST https://api.test:443/send?a=b&api%20key=s3cret%20A\n\n"},
  };
  for (const auto& [config, expected] : rows) {
    EXPECT_EQ(Sent(config), expected);
  }
  EXPECT_EQ(Sent(R"(auth { bearer { env: "A" } } text: "x"
                    headers { name: "X-A" value: "1" })"),
            "POST https://api.test:443/send\nAuthorization: Bearer s3cret A\n"
            "Content-Type: text/plain; charset=utf-8\nX-A: 1\n\nx");
}

TEST(HttpRequest, RefusesWhatHttpCannotCarry) {
  const std::string endless = "{% for i in (1..200000) %}x{% endfor %}";
  const std::string long_text = "{% for i in (1..17000) %}x{% endfor %}";
  const std::string line_break =
      "headers[X]: holds a line break or another control character, which a "
      "header field cannot carry";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"headers { name: 'X' value: '{{ notification.as_text }}' }", line_break},
      {R"(headers { name: "X" value: "a\r\nY: b" })", line_break},
      {R"(headers { name: "X" value: "a\n" })", line_break},
      {"url: 'https://api.test/{{ notification.as_text | raw }}'", "url: "},
      {"url: '{{ notification.as_text }}'", "url: "},
      {"url: 'https://{{ notification.from }}/'", "url: "},
      {"url: 'https://api.test/" + endless + "'", "url: template:1:"},
      {"query { name: 'q' value: '" + endless + "' }", "query[q]: template:1:"},
      {"query { name: 'q' value: '" + long_text + "' }",
       "url: with its query is longer than 16 KiB"},
      {"headers { name: 'X' value: '" + endless + "' }",
       "headers[X]: template:1:"},
      {"headers { name: 'X' value: '" + long_text + "' }",
       "headers[X]: is longer than 16 KiB"},
      {"text: '" + endless + "'", "body: template:1:"},
      {"json { string_value: '{{ notification.from }}' }",
       "body: the value is nil"},
  };
  for (const auto& [config, expected] : rows) {
    const auto request = Build(HttpConfig(config), SomePhone());
    ASSERT_FALSE(request.ok()) << config;
    const std::string message(request.status().message());
    EXPECT_TRUE(message.starts_with(expected)) << message;
    EXPECT_EQ(message.find("123456"), std::string::npos);
  }
}

TEST(HttpRequest, BoundsTheBody) {
  v1::Notification large = SomePhone();
  large.mutable_phone()->set_as_text(std::string(3'000'000, '&'));
  const std::string field =
      "fields { name: 'a' value: '{{ notification.as_text }}' }";
  EXPECT_TRUE(Build(HttpConfig("form {" + field + "}"), large).ok());
  EXPECT_EQ(Build(HttpConfig("form {" + field + field + "}"), large).status(),
            absl::InvalidArgumentError("body: is larger than 16 MiB"));

  v1::HttpProvider json = HttpConfig("");
  for (int i = 0; i < 6; ++i) {
    json.mutable_json()->mutable_list_value()->add_values()->set_string_value(
        "{{ notification.as_text }}");
  }
  EXPECT_EQ(Build(json, large).status(),
            absl::InvalidArgumentError("body: is larger than 16 MiB"));
}

}  // namespace
}  // namespace herald
