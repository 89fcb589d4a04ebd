// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/smtp_provider.h"

#include <utility>

#include "delivery/attempt.h"
#include "providers/smtp/smtp_mailing.h"
#include "providers/smtp/smtp_transport.h"
#include "providers/smtp/smtp_verdict.h"

namespace herald {
namespace {

class SmtpProvider : public Provider {
 public:
  SmtpProvider(MailPlan plan, std::shared_ptr<SmtpTransport> transport,
               const Clock& clock)
      : plan_(std::move(plan)),
        transport_(std::move(transport)),
        clock_(clock) {}

  ~SmtpProvider() override { transport_->Close(); }

  absl::Status CanCarry(const v1::Notification& notification) const override {
    if (!notification.has_email()) {
      return absl::FailedPreconditionError("carries email only");
    }
    if (notification.email().from().empty() && !plan_.from.has_value()) {
      return absl::FailedPreconditionError(
          "needs a sender, and neither its configuration nor this notification "
          "has one");
    }
    return absl::OkStatus();
  }

  Prepared Prepare(const v1::Notification& notification,
                   const AttemptContext& context) const override {
    auto mail = PrepareMail(plan_, notification, context, clock_.WallNow());
    if (auto* refusal = std::get_if<v1::Attempt>(&mail)) {
      return {.refusal = std::move(*refusal)};
    }
    return {};
  }

  boost::asio::awaitable<v1::Attempt> Deliver(
      const v1::Notification& notification,
      const AttemptContext& context) override {
    auto mail = PrepareMail(plan_, notification, context, clock_.WallNow());
    if (auto* refusal = std::get_if<v1::Attempt>(&mail)) {
      co_return std::move(*refusal);
    }
    const auto& prepared = std::get<PreparedMail>(mail);
    const SmtpAnswer result = co_await SmtpTransport::Send(
        transport_, prepared.envelope, prepared.mail, context.deadline);
    co_return InterpretSmtpAnswer(result, prepared.message_id);
  }

 private:
  const MailPlan plan_;
  const std::shared_ptr<SmtpTransport> transport_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<Provider> MakeSmtpProvider(
    const v1::SmtpProvider& config, const Secrets& secrets,
    const boost::asio::any_io_executor& executor, const Clock& clock,
    FieldViolations& violations) {
  const std::size_t before = violations.all().size();
  SmtpPlan plan = CompileSmtpPlan(config, secrets, violations);
  auto transport = SmtpTransport::Create(executor, std::move(plan.server));
  if (!transport.ok()) {
    violations.Add("ca_file", std::string(transport.status().message()));
  }
  if (violations.all().size() != before) return nullptr;
  return std::make_unique<SmtpProvider>(std::move(plan.mail),
                                        *std::move(transport), clock);
}

}  // namespace herald
