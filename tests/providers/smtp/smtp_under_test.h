// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "fakes/await.h"
#include "fakes/fake_clock.h"
#include "fakes/scripted_mail_server.h"
#include "fakes/temporary_file.h"
#include "providers/describe.h"
#include "providers/smtp/smtp_provider.h"

namespace herald {

// A provider that is configured for a server of the test, in the clear unless
// `config` says otherwise.
class SmtpUnderTest {
 public:
  explicit SmtpUnderTest(const ScriptedMailServer& server,
                         v1::SmtpProvider config = InTheClear())
      : SmtpUnderTest(server.origin().port, std::move(config)) {}

  SmtpUnderTest(int port, v1::SmtpProvider config) {
    config.set_host("127.0.0.1");
    config.set_port(port);
    config.set_client_name("client.example.com");
    if (config.from().empty()) config.set_from("Example <news@example.com>");
    v1::Secret secret;
    secret.set_env("PASSWORD");
    Secrets secrets;
    secrets.Put(secret, "pencil");
    FieldViolations violations;
    provider_ = MakeSmtpProvider(config, secrets, context_.get_executor(),
                                 clock_, violations);
    if (provider_ == nullptr) {
      std::cerr << Describe(violations);
      std::abort();
    }
  }

  static v1::SmtpProvider InTheClear() {
    v1::SmtpProvider config;
    config.set_tls(v1::SMTP_TLS_NONE);
    return config;
  }

  static v1::SmtpProvider WithPassword(const TemporaryFile& ca_file,
                                       v1::SmtpMechanism mechanism) {
    v1::SmtpProvider config;
    config.set_ca_file(ca_file.path());
    config.mutable_auth()->set_username("user");
    config.mutable_auth()->mutable_password()->set_env("PASSWORD");
    config.mutable_auth()->set_mechanism(mechanism);
    return config;
  }

  static v1::Notification Email(const std::string& to = "jane@example.org") {
    v1::Notification notification;
    v1::EmailNotification& email = *notification.mutable_email();
    email.set_to(to);
    email.set_subject("Your code");
    email.set_text("It is 123456.\n.\n..end\n");
    return notification;
  }

  v1::Attempt Deliver(const v1::Notification& notification,
                      std::chrono::milliseconds time) {
    AttemptContext context;
    context.request_id = "order-1";
    context.deadline = std::chrono::steady_clock::now() + time;
    return Await(context_, provider_->Deliver(notification, context));
  }

  // The outcome, as Describe writes it. To make a large mail takes seconds
  // under a sanitizer, on a busy machine many.
  std::string Send(const v1::Notification& notification = Email(),
                   std::chrono::milliseconds time = std::chrono::minutes(1)) {
    return Describe(Deliver(notification, time));
  }

  // For outcomes that the deadline brings about.
  std::string SendInAHurry() {
    return Send(Email(), std::chrono::milliseconds(150));
  }

  Provider& provider() { return *provider_; }

  // What the destructor of connections still has to say.
  void End() { provider_ = nullptr; }

 private:
  boost::asio::io_context context_;
  FakeClock clock_;
  std::unique_ptr<Provider> provider_;
};

}  // namespace herald
