// SPDX-License-Identifier: Apache-2.0
#include "app/configuration_loader.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>

#include <string>

#include "app/configuration_folder.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kFull = R"(
server:
  listen: 0.0.0.0:0
  io_threads: 2
  max_delivery_time: 1m
  shutdown_grace: 500ms
  tls: {certificate_file: tls/cert.pem, private_key_file: /etc/key.pem}
http_client:
  ca_file: ca.pem
  idle_timeout: 1.5s
  max_idle_connections_per_origin: 0
providers:
  - name: api
    timeout: 5s
    http:
      channels: [sms, voice]
      url: https://api.example/v1
      query: {tag: [one, 2], id: 0x10}
      headers:
        X-B: "{{ code }}"
        X-A: true
      json:
        text: "12"
        count: 12
        ratio: -1.5e1
        hex: 0xff
        on: yes
        is: true
        none: ~
        nothing:
        list: [a, {b: null}]
        block: |
          two
          lines
      auth:
        basic: {username: 123, password: {file: password}}
      rules:
        - {when: body.ok, outcome: delivered}
        - when: status == 400
          outcome: dropped
          scope: recipient
          reason_code: BAD_NUMBER
      secrets:
        key: {env: HERALD_TEST_KEY}
  - name: form
    http:
      url: "https://api.example"
      form: {To: "{{ to }}", Tag: [a, b]}
  - name: verify
    twilio_verify:
      account_sid: AC0123456789abcdef0123456789abcdef
      auth_token: {env: HERALD_TEST_KEY}
      service_sid: VA0123456789abcdef0123456789abcdef
      send_device_ip: true
      risk_check: disable
  - name: sandbox
    sandbox:
)";

constexpr char kFullMessage[] = R"pb(
  server {
    listen: "0.0.0.0:0"
    io_threads: 2
    max_delivery_time { seconds: 60 }
    shutdown_grace { nanos: 500000000 }
    tls {
      certificate_file: "FOLDER/tls/cert.pem"
      private_key_file: "/etc/key.pem"
    }
  }
  http_client {
    ca_file: "FOLDER/ca.pem"
    idle_timeout { seconds: 1 nanos: 500000000 }
  }
  providers {
    name: "api"
    timeout { seconds: 5 }
    http {
      channels: [ CHANNEL_SMS, CHANNEL_VOICE ]
      url: "https://api.example/v1"
      query { name: "tag" value: "one" }
      query { name: "tag" value: "2" }
      query { name: "id" value: "0x10" }
      headers { name: "X-B" value: "{{ code }}" }
      headers { name: "X-A" value: "true" }
      json {
        struct_value {
          fields {
            key: "text"
            value { string_value: "12" }
          }
          fields {
            key: "count"
            value { number_value: 12 }
          }
          fields {
            key: "ratio"
            value { number_value: -15 }
          }
          fields {
            key: "hex"
            value { number_value: 255 }
          }
          fields {
            key: "on"
            value { string_value: "yes" }
          }
          fields {
            key: "is"
            value { bool_value: true }
          }
          fields {
            key: "none"
            value { null_value: NULL_VALUE }
          }
          fields {
            key: "nothing"
            value { null_value: NULL_VALUE }
          }
          fields {
            key: "list"
            value {
              list_value {
                values { string_value: "a" }
                values {
                  struct_value {
                    fields {
                      key: "b"
                      value { null_value: NULL_VALUE }
                    }
                  }
                }
              }
            }
          }
          fields {
            key: "block"
            value { string_value: "two\nlines\n" }
          }
        }
      }
      auth {
        basic {
          username: "123"
          password { file: "FOLDER/password" }
        }
      }
      rules { when: "body.ok" outcome: OUTCOME_DELIVERED }
      rules {
        when: "status == 400"
        outcome: OUTCOME_DROPPED
        scope: SCOPE_RECIPIENT
        reason_code: "BAD_NUMBER"
      }
      secrets {
        key: "key"
        value { env: "HERALD_TEST_KEY" }
      }
    }
  }
  providers {
    name: "form"
    http {
      url: "https://api.example"
      form {
        fields { name: "To" value: "{{ to }}" }
        fields { name: "Tag" value: "a" }
        fields { name: "Tag" value: "b" }
      }
    }
  }
  providers {
    name: "verify"
    twilio_verify {
      account_sid: "AC0123456789abcdef0123456789abcdef"
      auth_token { env: "HERALD_TEST_KEY" }
      service_sid: "VA0123456789abcdef0123456789abcdef"
      send_device_ip: true
      risk_check: RISK_CHECK_DISABLE
    }
  }
  providers {
    name: "sandbox"
    sandbox {}
  }
)pb";

TEST(LoadConfiguration, ReadsAFullExample) {
  const ConfigurationFolder folder;
  setenv("HERALD_TEST_KEY", "from the environment", 1);
  folder.Write("password", "from a file\n");
  const LoadedConfiguration loaded = folder.Load(kFull);
  EXPECT_THAT(folder.Lines(loaded.errors), IsEmpty());

  std::string text = kFullMessage;
  for (std::size_t at; (at = text.find("FOLDER/")) != std::string::npos;) {
    text.replace(at, 7, folder.Path(""));
  }
  v1::Configuration expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &expected));
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(expected, loaded.configuration))
      << difference;

  const auto& api = loaded.configuration.providers(0).http();
  EXPECT_EQ(loaded.secrets.Get(api.auth().basic().password()), "from a file");
  EXPECT_EQ(loaded.secrets.Get(api.secrets().at("key")),
            "from the environment");
}

TEST(LoadConfiguration, KnowsWhereEachFieldStands) {
  const ConfigurationFolder folder;
  LoadedConfiguration loaded = folder.Load(
      "providers:\n"
      "- name: a\n"
      "  http:\n"
      "    url: https://a.example\n"
      "    form: {To: a, Tag: [b, c]}\n"
      "    secrets: {key: {env: HOME}}\n");
  FieldViolations violations;
  violations.Add("url", "has an open bracket");
  violations.Add("success", "is no condition");
  violations.Add("form.fields[2].value", "has an unknown filter");
  violations.Add("form.fields[0].name", "is not allowed");
  violations.Add("form.fields[Tag]", "is not allowed");
  violations.Add("secrets[key]", "is not allowed");
  AddViolations(violations, "providers[0].http", loaded.places, loaded.errors);
  EXPECT_THAT(
      folder.Lines(loaded.errors),
      ElementsAre(
          "herald.yaml:4:5: providers[0].http.success: is no condition",
          "herald.yaml:4:10: providers[0].http.url: has an open bracket",
          "herald.yaml:5:12: providers[0].http.form.To: is not allowed",
          "herald.yaml:5:19: providers[0].http.form.Tag: is not allowed",
          "herald.yaml:5:28: providers[0].http.form.Tag: has an unknown "
          "filter",
          "herald.yaml:6:15: providers[0].http.secrets.key: is not allowed"));
}

}  // namespace
}  // namespace herald
