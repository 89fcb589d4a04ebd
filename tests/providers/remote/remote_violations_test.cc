// SPDX-License-Identifier: Apache-2.0
#include "fakes/certificates.h"
#include "fakes/pem.h"
#include "fakes/temporary_file.h"
#include "providers/remote/remote_fixture.h"

namespace herald {
namespace {

class RemoteViolationsTest : public RemoteTest {
 protected:
  std::string ViolationsOf(const std::string& config) {
    violations_ = {};
    const auto provider = Make(FromText<v1::RemoteProvider>(config));
    EXPECT_EQ(provider == nullptr, !violations_.empty());
    return Describe(violations_);
  }
};

TEST_F(RemoteViolationsTest, AreNoneIfAllIsWell) {
  EXPECT_EQ(ViolationsOf("address: 'unix:/run/handler.sock'"), "");
  EXPECT_EQ(ViolationsOf("address: 'localhost:50052'"), "");
  EXPECT_EQ(ViolationsOf("address: 'handler.example.com:1' tls {}"), "");
  EXPECT_EQ(
      ViolationsOf("address: 'handler.example.com:1' allow_plaintext: true"),
      "");
}

TEST_F(RemoteViolationsTest, TellWhereAHandlerMayListen) {
  EXPECT_EQ(ViolationsOf("address: 'handler'"),
            "address: must be HOST:PORT, such as handler.example.com:50052 or "
            "[::1]:50052, or unix: and an absolute path, such as "
            "unix:/run/handler.sock\n");
  EXPECT_EQ(ViolationsOf("address: 'unix:/run/h.sock' tls {}"),
            "tls: must not be given with a Unix socket\n");
  EXPECT_EQ(ViolationsOf("address: 'handler.example.com:1'"),
            "address: is not on this machine: give tls, or set allow_plaintext "
            "if the way there is trusted\n");
}

TEST_F(RemoteViolationsTest, TellWhichFilesCannotBeUsed) {
  const TemporaryFile text("no certificate");
  EXPECT_EQ(
      ViolationsOf(
          "address: 'h.example.com:1' tls { certificate_file: '/no' }"),
      "tls: needs both certificate_file and private_key_file, or neither\n"
      "tls.certificate_file: cannot be read (/no)\n");
  EXPECT_EQ(ViolationsOf("address: 'h.example.com:1' tls { ca_file: '" +
                         text.path() + "' }"),
            "tls.ca_file: must hold a certificate in PEM, at most 1 MiB (" +
                text.path() + ")\n");
}

TEST_F(RemoteViolationsTest, TellWhichSecretsCannotBePassed) {
  v1::Secret secret;
  secret.set_env("A");
  secrets_.Put(secret, "\xFF");
  EXPECT_EQ(ViolationsOf("address: 'localhost:1' "
                         "secrets { key: 'a-b' value { env: 'A' } }"),
            "secrets[a-b]: must be at most 63 letters, digits and "
            "underscores, not beginning with a digit\n"
            "secrets[a-b]: must be text in UTF-8 to be passed to a handler\n");
}

// A handler that asks for certificates, and what Herald needs to reach it.
class RemoteTlsTest : public RemoteTest {
 protected:
  RemoteTlsTest() {
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = authority_.Pem();
    options.pem_key_cert_pairs.push_back(
        {PemOf(*server_.key), PemOf(*server_.certificate)});
    handler_ = std::make_unique<FakeHandler>(
        [](const auto&, const auto&) { return SaysDelivered("m-5"); },
        "127.0.0.1:0", grpc::SslServerCredentials(options));
    config_.set_address(handler_->address());
    config_.mutable_tls()->set_ca_file(ca_file_.path());
    config_.mutable_tls()->set_server_name("handler.example.com");
  }

  CertificateAuthority authority_;
  Certificate server_ = authority_.Issue("DNS:handler.example.com");
  Certificate client_ = authority_.Issue("DNS:herald.example.com");
  TemporaryFile ca_file_{authority_.Pem()};
  TemporaryFile certificate_file_{PemOf(*client_.certificate)};
  TemporaryFile key_file_{PemOf(*client_.key)};
  v1::RemoteProvider config_;
  std::unique_ptr<FakeHandler> handler_;
};

TEST_F(RemoteTlsTest, ShowsItsCertificate) {
  config_.mutable_tls()->set_certificate_file(certificate_file_.path());
  config_.mutable_tls()->set_private_key_file(key_file_.path());
  const auto provider = Make(config_);
  ASSERT_NE(provider, nullptr) << Describe(violations_);
  EXPECT_EQ(Deliver(*provider), "DELIVERED m-5");
}

TEST_F(RemoteTlsTest, SendsNothingToAHandlerThatWantsACertificate) {
  const auto provider = Make(config_);
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_THAT(
      attempt_.reason(),
      testing::StartsWith(
          "the handler cannot be reached: the connection broke: TLS: "));
}

TEST_F(RemoteTlsTest, SendsNothingToAHandlerOfAnotherName) {
  config_.mutable_tls()->set_certificate_file(certificate_file_.path());
  config_.mutable_tls()->set_private_key_file(key_file_.path());
  config_.mutable_tls()->set_server_name("other.example.com");
  const auto provider = Make(config_);
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
  EXPECT_EQ(attempt_.reason(),
            "the handler cannot be reached: certificate is not valid for host "
            "other.example.com");
}

TEST_F(RemoteTlsTest, SendsNothingToAHandlerOfAnUnknownAuthority) {
  const CertificateAuthority other;
  const TemporaryFile other_ca(other.Pem());
  config_.mutable_tls()->set_ca_file(other_ca.path());
  const auto provider = Make(config_);
  EXPECT_EQ(Deliver(*provider), "RETRY TRANSPORT HANDLER_UNREACHABLE");
}

}  // namespace
}  // namespace herald
