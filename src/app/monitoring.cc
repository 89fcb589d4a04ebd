// SPDX-License-Identifier: Apache-2.0
#include "app/monitoring.h"

namespace herald {

ServedReply AnswerReload(const ServedRequest& request,
                         const std::function<std::string()>& reload) {
  if (!request.is_from_loopback)
    return {.status = 403, .body = "only from this machine\n"};
  std::string problems = reload();
  if (problems.empty()) return {.body = "reloaded\n"};
  return {.status = 422, .body = std::move(problems)};
}

absl::StatusOr<std::unique_ptr<Monitoring>> Monitoring::Start(
    const std::string& listen, const Metrics& metrics, MonitoringCalls calls) {
  std::unique_ptr<Monitoring> monitoring(
      new Monitoring(metrics, std::move(calls)));
  Monitoring* const self = monitoring.get();
  HttpServerOptions options;
  options.listen = listen;
  auto server = HttpServer::Start(
      self->context_.get_executor(), std::move(options),
      {{"/metrics",
        {{"GET",
          [self](const ServedRequest&) {
            return ServedReply{200, std::string(Metrics::kContentType),
                               self->metrics_.Expose(self->calls_.read())};
          }}}},
       {"/healthz",
        {{"GET",
          [](const ServedRequest&) { return ServedReply{.body = "ok\n"}; }}}},
       {"/readyz",
        {{"GET",
          [self](const ServedRequest&) {
            return self->calls_.is_ready()
                       ? ServedReply{.body = "ready\n"}
                       : ServedReply{.status = 503, .body = "not ready\n"};
          }}}},
       {"/reload", {{"POST", [self](const ServedRequest& request) {
                       return AnswerReload(request, self->calls_.reload);
                     }}}}});
  if (!server.ok()) return server.status();
  self->server_ = *std::move(server);
  self->thread_ = std::thread([self] { self->context_.run(); });
  return monitoring;
}

Monitoring::Monitoring(const Metrics& metrics, MonitoringCalls calls)
    : metrics_(metrics), calls_(std::move(calls)), context_(1) {}

Monitoring::~Monitoring() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace herald
