// SPDX-License-Identifier: Apache-2.0
#include "app/secret_forms.h"

#include <gmock/gmock.h>

#include <string>

namespace herald {
namespace {

using ::testing::UnorderedElementsAre;

v1::Secret Variable(const std::string& name) {
  v1::Secret secret;
  secret.set_env(name);
  return secret;
}

TEST(SecretForms, AreHowASecretCanStandInAnAnswer) {
  v1::Configuration configuration;
  auto& basic = *configuration.add_providers()
                     ->mutable_http()
                     ->mutable_auth()
                     ->mutable_basic();
  basic.set_username("Aladdin");
  *basic.mutable_password() = Variable("PASSWORD");
  auto& verify = *configuration.add_providers()->mutable_twilio_verify();
  verify.set_account_sid("AC1");
  *verify.mutable_auth_token() = Variable("TOKEN");
  auto& messaging = *configuration.add_providers()->mutable_twilio_messaging();
  messaging.set_account_sid("AC1");
  messaging.set_api_key_sid("SK1");
  *messaging.mutable_auth_token() = Variable("TOKEN");
  auto& smtp = *configuration.add_providers()->mutable_smtp()->mutable_auth();
  smtp.set_username("user");
  *smtp.mutable_password() = Variable("PENCIL");
  Secrets secrets;
  secrets.Put(Variable("PENCIL"), "pencil");
  secrets.Put(Variable("PASSWORD"), "open sesame");
  secrets.Put(Variable("TOKEN"), "a/\"b\\");
  EXPECT_THAT(SecretForms(configuration, secrets),
              UnorderedElementsAre(
                  "open sesame", "a/\"b\\", "a/\\\"b\\\\", "a\\/\\\"b\\\\",
                  "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "QUMxOmEvImJc", "U0sxOmEvImJc",
                  // By LOGIN, PLAIN and XOAUTH2.
                  "pencil", "cGVuY2ls", "AHVzZXIAcGVuY2ls",
                  "dXNlcj11c2VyAWF1dGg9QmVhcmVyIHBlbmNpbAEB"));
}

}  // namespace
}  // namespace herald
