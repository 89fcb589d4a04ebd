// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <gtest/gtest.h>

#include <string>

#include "fakes/await.h"
#include "fakes/certificates.h"
#include "fakes/fake_clock.h"
#include "fakes/fake_http_client.h"
#include "fakes/pem.h"
#include "http/client_certificate.h"
#include "providers/describe.h"
#include "providers/http/http_config.h"
#include "providers/http/http_provider.h"

namespace herald {
namespace {

class ClientCertificateUse : public testing::Test {
 protected:
  ClientCertificateUse() {
    const Certificate issued = CertificateAuthority().Issue("DNS:client");
    certificate_ = *ClientCertificate::FromPem(PemOf(*issued.certificate),
                                               PemOf(*issued.key));
  }

  v1::Attempt Deliver(const std::string& config) {
    const auto provider = MakeHttpProvider(
        HttpConfig(config +
                   "tls { certificate_file: 'c' private_key_file: 'k' }"),
        HttpSecrets(), client_, clock_, violations_, certificate_);
    EXPECT_NE(provider, nullptr) << Describe(violations_);
    const v1::Notification notification = SomePhone();
    const AttemptContext context = {.deadline =
                                        clock_.Now() + std::chrono::seconds(5)};
    return Await(provider->Deliver(notification, context));
  }

  FakeHttpClient client_;
  FakeClock clock_;
  FieldViolations violations_;
  std::shared_ptr<const ClientCertificate> certificate_;
};

TEST_F(ClientCertificateUse, IsForEveryRequest) {
  client_.Answer(200, "");
  EXPECT_EQ(Describe(Deliver("text: 'fixed'")), "DELIVERED");
  client_.Answer(200, "");
  EXPECT_EQ(Describe(Deliver("url: 'https://a.test/{{ notification.code }}'")),
            "DELIVERED");
  client_.Answer(200, R"({"access_token":"t-1"})");
  client_.Answer(200, "");
  EXPECT_EQ(Describe(Deliver("auth { oauth2 { token_url: 'https://b.test/' "
                             "client_id: 'me' client_secret { env: 'A' } } }")),
            "DELIVERED");
  ASSERT_EQ(client_.requests().size(), 4u);
  for (const HttpRequest& request : client_.requests()) {
    EXPECT_EQ(request.origin.certificate, certificate_) << request.origin.host;
  }
}

TEST_F(ClientCertificateUse, IsNotForAUrlThatTurnsOutToBePlain) {
  const v1::Attempt attempt = Deliver("url: '{{ \"http://a.test\" | raw }}'");
  EXPECT_EQ(Describe(attempt), "DROPPED CONTENT INVALID_REQUEST");
  EXPECT_EQ(attempt.reason(),
            "url: must begin with https://, because `tls` gives a client "
            "certificate");
  EXPECT_TRUE(client_.requests().empty());
}

}  // namespace
}  // namespace herald
