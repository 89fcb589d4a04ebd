// SPDX-License-Identifier: Apache-2.0
#include "app/service.h"

#include <utility>

#include "app/message_template_loading.h"
#include "app/options.h"
#include "app/secret_forms.h"

namespace herald {
namespace {

std::vector<std::string> Lines(const ConfigurationErrors& errors) {
  std::vector<std::string> lines;
  for (const ConfigurationError& error : errors.Sorted()) {
    lines.push_back(error.ToString());
  }
  return lines;
}

}  // namespace

Service::Service(const std::string& file)
    : loaded_(LoadConfiguration(file)),
      redactor_(SecretForms(loaded_.configuration, loaded_.secrets)),
      sandboxes_(MakeSandboxes(loaded_.configuration)),
      message_templates_(MakeMessageTemplates(loaded_)),
      file_errors_(file) {
  MakeThreads();
  if (!loaded_.errors.empty() || !loaded_.configuration.server().has_tls()) {
    return;
  }
  FieldViolations violations;
  tls_ = ReadTlsFiles(loaded_.configuration.server().tls(), violations);
  AddViolations(violations, "server.tls", loaded_.places, file_errors_);
}

Service::~Service() {
  server_.reset();
  StopThreads(IoThread::Stop::kAtOnce);
}

void Service::MakeThreads() {
  // The first finds all mistakes; there is no use for others then.
  const int count = IoThreads(loaded_.configuration.server());
  while (static_cast<int>(threads_.size()) < count) {
    auto thread = IoThread::Create(loaded_, sandboxes_, redactor_, clock_);
    if (!thread.ok()) {
      file_errors_.Add("http_client.ca_file", loaded_.places,
                       std::string(thread.status().message()));
      return;
    }
    threads_.push_back(*std::move(thread));
    if (!loaded_.errors.empty()) return;
  }
}

std::optional<Failure> Service::failure() const {
  if (!loaded_.errors.empty()) return Failure{2, Lines(loaded_.errors)};
  if (!file_errors_.empty()) return Failure{1, Lines(file_errors_)};
  return std::nullopt;
}

std::optional<Failure> Service::Start(const std::string& listen) {
  ServerOptions options = ToServerOptions(loaded_.configuration.server());
  if (!listen.empty()) options.listen = listen;
  options.certificate_chain = tls_.certificate_chain;
  options.private_key = tls_.private_key;
  std::vector<std::pair<std::string, const RecordedNotifications*>> sandboxes;
  for (const v1::Provider& provider : loaded_.configuration.providers()) {
    const auto found = sandboxes_.find(provider.name());
    if (found == sandboxes_.end()) continue;
    sandboxes.emplace_back(found->first, found->second.get());
  }
  for (const auto& thread : threads_) thread->Start();
  auto server = Server::Start(options, Lanes(), message_templates_,
                              std::move(sandboxes), clock_);
  if (!server.ok()) {
    return Failure{1, {"herald: " + std::string(server.status().message())}};
  }
  server_ = *std::move(server);
  return std::nullopt;
}

int Service::Stop() {
  const int cut_off =
      server_->Shutdown(ShutdownGrace(loaded_.configuration.server()));
  StopThreads(cut_off == 0 ? IoThread::Stop::kWhenIdle
                           : IoThread::Stop::kAtOnce);
  return cut_off;
}

void Service::StopThreads(IoThread::Stop stop) {
  for (const auto& thread : threads_) thread->Join(stop);
  threads_.clear();
}

std::vector<Lane> Service::Lanes() const {
  std::vector<Lane> lanes;
  for (const auto& thread : threads_) lanes.push_back(thread->lane());
  return lanes;
}

}  // namespace herald
