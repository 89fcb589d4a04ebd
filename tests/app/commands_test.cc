// SPDX-License-Identifier: Apache-2.0
#include "app/commands.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "app/description.h"
#include "herald/v1/notification.pb.h"

namespace herald {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

// What a command gave back.
struct Result {
  int exit_code;
  std::string output;
  std::string errors;
};

Result RunIt(const std::vector<std::string_view>& words) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int exit_code = RunCommand(words);
  return {exit_code, testing::internal::GetCapturedStdout(),
          testing::internal::GetCapturedStderr()};
}

Result Check(const ConfigurationFolder& folder, std::string_view yaml) {
  return RunIt({"check", "--config", folder.Write("herald.yaml", yaml)});
}

TEST(Commands, TellTheVersion) {
  const Result result = RunIt({"version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, MatchesRegex("herald [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(Commands, KeepProtobufFromWritingToTheLog) {
  RunIt({"version"});
  testing::internal::CaptureStderr();
  v1::Notification notification;
  notification.mutable_labels()->insert({"\xff", ""});
  v1::Notification parsed;
  EXPECT_FALSE(parsed.ParseFromString(notification.SerializeAsString()));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), IsEmpty());
}

TEST(Commands, Help) {
  const Result result = RunIt({"help"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, AllOf(HasSubstr("herald serve --config FILE"),
                                   HasSubstr("herald check --config FILE"),
                                   HasSubstr("herald render TEMPLATE")));
}

TEST(Commands, ExitWithTwoForBadUsage) {
  const Result result = RunIt({"fly"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, IsEmpty());
  EXPECT_EQ(
      result.errors,
      "herald: 'fly' is none of the commands serve, check, reload, render, "
      "catalogue, version, help; see 'herald help'\n");
}

TEST(CheckCommand, DescribesWhatItFound) {
  setenv("HERALD_TEST_TOKEN", "s3cret-token", 1);
  const ConfigurationFolder folder;
  const Result result = Check(folder, R"(
server: {listen: 0.0.0.0:7, io_threads: 1}
providers:
  - name: sandbox
    sandbox:
  - name: sms-api
    http:
      channels: [sms]
      url: https://api.example/send
      json: {to: "{{ notification.phone.recipient }}", n: 1}
      auth: {bearer: {env: HERALD_TEST_TOKEN}}
      rules: [{when: status == 400, outcome: dropped, scope: content}]
  - name: verify
    twilio_verify:
      account_sid: AC0123456789abcdef0123456789abcdef
      auth_token: {env: HERALD_TEST_TOKEN}
      service_sid: VA0123456789abcdef0123456789abcdef
message_templates:
  phone: [{message_type: otp_verify, locale: fr_ca, text: "{{ code }}"}]
)");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_THAT(result.errors, IsEmpty());
  EXPECT_EQ(result.output,
            folder.Path("herald.yaml") +
                " is in order.\n"
                "\n"
                "  Listens at 0.0.0.0:7 (plaintext), 1 I/O thread, at most "
                "20000 calls in flight\n"
                "  Words messages by 1 template in fr-CA, else by the built-in "
                "ones in en\n"
                "\n"
                "  PROVIDER  KIND           CARRIES            HAS\n"
                "  sandbox   sandbox        email, sms, voice\n"
                "  sms-api   http           sms                1 template, 1 "
                "rule, 1 secret\n"
                "  verify    twilio_verify  sms, voice         1 secret\n");
}

TEST(CheckCommand, ListsHandlersThatAreProgramsOfTheirOwn) {
  setenv("HERALD_TEST_TOKEN", "s3cret-token", 1);
  const ConfigurationFolder folder;
  const Result result = Check(folder, R"(
providers:
  - name: own
    remote:
      address: unix:/run/handler.sock
      channels: [sms]
      configuration: {region: eu, parts: {max: 3}, senders: [a, b]}
      secrets: {API_KEY: {env: HERALD_TEST_TOKEN}}
      max_calls_in_flight: 10
)");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_THAT(result.output, HasSubstr("own       remote  sms      1 secret"));
}

TEST(CheckCommand, TellsWhatIsWrongWithAHandler) {
  const ConfigurationFolder folder;
  const Result result = Check(folder, R"(
providers:
  - name: own
    remote: {address: handler.example.com, max_calls_in_flight: 0}
)");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors,
              HasSubstr("providers[0].remote.max_calls_in_flight"));
  EXPECT_THAT(Check(folder, R"(
providers:
  - name: own
    remote: {address: "handler.example.com:1"}
)")
                  .errors,
              HasSubstr("providers[0].remote.address: is not on this machine"));
}

TEST(CheckCommand, ExitsWithTwoForMistakesOfEveryKindAtOnce) {
  setenv("HERALD_TEST_TOKEN", "s3cret-token", 1);
  const ConfigurationFolder folder;
  const Result result = Check(folder, R"(
providers:
  - name: broken
    http:
      url: https://api.example/{{ code
      auth: {bearer: {env: HERALD_TEST_TOKEN}}
  - name: unknown
    sandbox: {colour: red}
  - name: unset
    http: {url: a, auth: {bearer: {env: HERALD_TEST_UNSET}}}
)");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, IsEmpty());
  EXPECT_THAT(
      result.errors,
      AllOf(HasSubstr("herald.yaml:5:12: providers[0].http.url: "),
            HasSubstr("herald.yaml:8:15: providers[1].sandbox.colour: is not "
                      "known; known are capacity\n"),
            HasSubstr("herald.yaml:10:41: providers[2].http.auth.bearer.env: "
                      "the environment variable HERALD_TEST_UNSET is not "
                      "set"),
            Not(HasSubstr("s3cret"))));
}

TEST(CheckCommand, ExitsWithOneForFilesThatTheMachineLacks) {
  const ConfigurationFolder folder;
  const std::string providers = "providers: [{name: a, sandbox: {}}]\n";
  const Result tls = Check(
      folder,
      providers + "server: {tls: {certificate_file: a, private_key_file: b}}");
  EXPECT_EQ(tls.exit_code, 1);
  EXPECT_THAT(tls.errors,
              HasSubstr("herald.yaml:2:34: server.tls.certificate_file: cannot "
                        "be read: No such file or directory (" +
                        folder.Path("a") + ")\n"));
  const Result ca = Check(folder, providers + "http_client: {ca_file: ca.pem}");
  EXPECT_EQ(ca.exit_code, 1);
  EXPECT_THAT(
      ca.errors,
      MatchesRegex(".*herald.yaml:2:24: http_client.ca_file: [^\n]+\n"));
}

TEST(Commands, CheckRefusesADefinitionWhoseVectorFails) {
  const ConfigurationFolder folder;
  std::filesystem::create_directories(folder.Path("vendors"));
  const std::string definition =
      "title: Mine\npage: https://mine.example\nchannels: [sms]\n"
      "http: {url: https://mine.example}\n"
      "vectors: [{name: a, answer: {status: 200}, outcome: {outcome: ";
  const std::string yaml =
      "catalogue_folder: vendors\nproviders: [{name: a, catalogue: mine}]\n";
  folder.Write("vendors/mine.yaml", definition + "delivered}}]\n");
  EXPECT_EQ(Check(folder, yaml).exit_code, 0);
  folder.Write("vendors/mine.yaml", definition + "dropped}}]\n");
  const Result result = Check(folder, yaml);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors,
              HasSubstr("vendors/mine.yaml:5:11: vectors[0]: does not hold"));
}

}  // namespace
}  // namespace herald
