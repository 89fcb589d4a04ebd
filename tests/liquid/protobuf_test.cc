// SPDX-License-Identifier: Apache-2.0
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <gtest/gtest.h>

#include "herald/v1/notification.pb.h"
#include "liquid/json.h"
#include "liquid/liquid.h"
#include "variables.h"

namespace herald::liquid {
namespace {

std::string RenderedOf(const google::protobuf::Message& message,
                       std::string_view source) {
  return Template::Parse(source)
      .value()
      .Render(ValueVariables(Value::Of(message)))
      .value();
}

v1::Notification Sample() {
  v1::Notification sample;
  sample.mutable_phone()->set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  sample.mutable_phone()->set_code("123456");
  sample.mutable_client()->set_name("Shop");
  v1::User& user = *sample.mutable_user();
  user.set_email_verified(false);
  user.set_login_count(9'007'199'254'740'993);
  user.add_multifactor("otp");
  user.add_multifactor("sms");
  user.add_identities()->set_provider("google");
  auto& metadata = *user.mutable_user_metadata()->mutable_fields();
  metadata["age"].set_number_value(42);
  metadata["ratio"].set_number_value(0.5);
  metadata["tags"].mutable_list_value()->add_values()->set_string_value("x");
  metadata["none"].set_null_value(google::protobuf::NULL_VALUE);
  (*sample.mutable_labels())["b"] = "2";
  (*sample.mutable_labels())["a"] = "1";
  return sample;
}

struct FieldCase {
  const char* source;
  const char* text;
};

TEST(ProtobufValue, ReadsFieldsByName) {
  const FieldCase cases[] = {
      {"{{ phone.code }} for {{ client.name }}", "123456 for Shop"},
      {"{{ phone.message_type }}", "otp_verify"},
      {"{{ phone['code'] | size }}", "6"},
      {"{% if phone.to == nil %}nil{% endif %}", "nil"},
      {"{% if email == nil %}nil{% endif %}", "nil"},
      {"{{ tenant.friendly_name.first }}", ""},
      {"{{ user.email_verified }}|{{ user.phone_verified }}", "false|"},
      {"{{ user.login_count }}", "9007199254740993"},
      {"{{ user.multifactor | join: '+' }}", "otp+sms"},
      {"{{ user.multifactor[-1] }}{{ user.multifactor.size }}", "sms2"},
      {"{% for i in user.identities %}{{ i.provider }}{% endfor %}", "google"},
      {"{{ user.nonsense }}", ""},
  };
  const v1::Notification sample = Sample();
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(RenderedOf(sample, source), text) << source;
  }
}

TEST(ProtobufValue, TreatsMapsAndStructsAsObjects) {
  const FieldCase cases[] = {
      {"{{ labels.a }}{{ labels['b'] }}{{ labels.c }}", "12"},
      {"{% for l in labels %}{{ l[0] }}={{ l[1] }};{% endfor %}", "a=1;b=2;"},
      {"{{ labels.size }}{{ labels | json }}", R"(2{"a":"1","b":"2"})"},
      {"{% if labels contains 'a' %}yes{% endif %}", "yes"},
      {"{{ user.user_metadata.age }}|{{ user.user_metadata.ratio }}", "42|0.5"},
      {"{{ user.user_metadata.tags.first }}", "x"},
      {"{% if user.user_metadata.none == nil %}nil{% endif %}", "nil"},
      {"{{ user.user_metadata | json }}",
       R"({"age":42,"none":null,"ratio":0.5,"tags":["x"]})"},
  };
  const v1::Notification sample = Sample();
  for (const auto& [source, text] : cases) {
    EXPECT_EQ(RenderedOf(sample, source), text) << source;
  }
}

TEST(ProtobufValue, WritesAMessageAsJsonWithoutItsNils) {
  v1::Notification sample;
  sample.mutable_client()->set_name("Shop");
  EXPECT_EQ(RenderedOf(sample, "{{ client | json }}"), R"({"name":"Shop"})");
}

TEST(ProtobufValue, KeepsOneTemplateForMessagesOfSeveralTypes) {
  const auto parsed = Template::Parse("{{ x.name }}").value();
  class One : public Object {
   public:
    explicit One(const google::protobuf::Message& message)
        : value_(Value::Of(message)) {}
    Value Find(std::string_view) const override { return value_; }

   private:
    Value value_;
  };
  v1::Client client;
  client.set_name("client");
  v1::Connection connection;
  connection.set_name("connection");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(parsed.Render(One(client)).value(), "client");
    EXPECT_EQ(parsed.Render(One(connection)).value(), "connection");
  }
}

TEST(ProtobufValue, KnowsTimesAndDurations) {
  google::protobuf::Struct object;
  google::protobuf::Timestamp time;
  time.set_seconds(1'769'760'309);
  time.set_nanos(250'000'000);
  google::protobuf::Duration whole;
  whole.set_seconds(90);
  google::protobuf::Duration fraction;
  fraction.set_nanos(500'000'000);
  class Three : public Object {
   public:
    Value time, whole, fraction;
    Value Find(std::string_view name) const override {
      return name == "time" ? time : name == "whole" ? whole : fraction;
    }
  };
  Three three;
  three.time = Value::Of(time);
  three.whole = Value::Of(whole);
  three.fraction = Value::Of(fraction);
  EXPECT_EQ(Template::Parse("{{ time }} {{ time | date: '%H:%M' }} {{ whole }} "
                            "{{ fraction }} {{ time | json }}")
                .value()
                .Render(three)
                .value(),
            "2026-01-30T08:05:09.25Z 08:05 90 0.5 "
            "\"2026-01-30T08:05:09.25Z\"");
}

}  // namespace
}  // namespace herald::liquid
