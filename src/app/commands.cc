// SPDX-License-Identifier: Apache-2.0
#include "app/commands.h"

#include <google/protobuf/stubs/logging.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "absl/synchronization/mutex.h"
#include "app/arguments.h"
#include "app/catalogue_command.h"
#include "app/description.h"
#include "app/options.h"
#include "app/reload_command.h"
#include "app/render_command.h"
#include "app/service.h"
#include "app/signals.h"
#include "fmt/format.h"
#include "telemetry/log.h"

namespace herald {
namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

// Whether all of it was written; errno tells why not.
bool Print(std::string_view text, std::FILE* stream) {
  return std::fwrite(text.data(), 1, text.size(), stream) == text.size() &&
         std::fflush(stream) == 0;
}

int Report(const Failure& failure) {
  for (const std::string& line : failure.lines) Print(line + "\n", stderr);
  return failure.exit_code;
}

// Every call and every connection takes a file descriptor.
void RaiseDescriptorLimit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// gRPC would explain our one clear line in several unclear ones, and whoever
// sets the variable still gets them. Protobuf would write a line that is no
// line of our log for each request that is not in UTF-8.
void QuietenLibraries() {
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  google::protobuf::SetLogHandler(nullptr);
}

int Check(const std::string& file) {
  const Service service(file);
  if (const auto& failure = service.failure()) return Report(*failure);
  Print(Describe(service.deployment()->loaded, file), stdout);
  return 0;
}

int Reload(const std::string& file) {
  if (const auto failure = ReloadServer(file)) return Report(*failure);
  Print(fmt::format("{} is in force.\n", file), stdout);
  return 0;
}

int Render(const Arguments& arguments) {
  const auto output = RenderFile(arguments);
  if (!output.ok()) {
    Print(std::string(output.status().message()) + "\n", stderr);
    return kBadUsage;
  }
  if (Print(*output, stdout)) return 0;
  Print(fmt::format("herald: standard output cannot be written: {}\n",
                    std::generic_category().message(errno)),
        stderr);
  return kFailed;
}

int Catalogue(const Arguments& arguments) {
  const CatalogueOutput output = RunCatalogueCommand(arguments);
  Print(output.text, stdout);
  Print(output.mistakes, stderr);
  return output.mistakes.empty() ? 0 : kBadUsage;
}

void LogServing(const Service& service) {
  const auto deployment = service.deployment();
  const v1::Configuration& configuration = deployment->loaded.configuration;
  const std::string monitoring = service.monitoring_address();
  Log(LogLevel::kInfo, "serving",
      {Field("address", Public(service.address())),
       Field("version", HERALD_VERSION),
       Field("tls", configuration.server().has_tls()),
       Field("providers", configuration.providers_size()),
       Field("io_threads", service.io_threads()),
       Field("monitoring", Public(monitoring))});
}

// Reloads as often as it is asked to, and returns once it is told to stop.
std::string_view WaitForStop(Signals& signals, Service& service) {
  while (true) {
    const Signals::Request request = signals.Wait();
    if (request.action == Signals::Request::Action::kStop)
      return request.signal;
    service.Reload();
  }
}

int Serve(const Arguments& arguments) {
  // Debian's Abseil is built to look for deadlocks at every lock; gRPC takes
  // many.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  Signals signals;
  signal(SIGPIPE, SIG_IGN);
  RaiseDescriptorLimit();
  Service service(arguments.config);
  if (const auto& failure = service.failure()) return Report(*failure);
  if (const auto failure = service.Start(arguments.listen)) {
    return Report(*failure);
  }
  LogServing(service);
  const std::string_view signal = WaitForStop(signals, service);
  const auto deployment = service.deployment();
  const auto& config = deployment->loaded.configuration.server();
  Log(LogLevel::kInfo, "stopping",
      {Field("signal", Public(signal)),
       Field("grace_ms", absl::FromChrono(ShutdownGrace(config)))});
  const int cut_off = service.Stop();
  Log(cut_off == 0 ? LogLevel::kInfo : LogLevel::kWarning, "stopped",
      {Field("attempts_cut_off", cut_off)});
  FlushLog();
  return 0;
}

}  // namespace

int RunCommand(std::span<const std::string_view> words) {
  const auto arguments = ParseArguments(words);
  if (!arguments.ok()) {
    Print(fmt::format("herald: {}; see 'herald help'\n",
                      std::string(arguments.status().message())),
          stderr);
    return kBadUsage;
  }
  QuietenLibraries();
  switch (arguments->command) {
    case Arguments::Command::kServe:
      return Serve(*arguments);
    case Arguments::Command::kCheck:
      return Check(arguments->config);
    case Arguments::Command::kReload:
      return Reload(arguments->config);
    case Arguments::Command::kRender:
      return Render(*arguments);
    case Arguments::Command::kCatalogue:
      return Catalogue(*arguments);
    case Arguments::Command::kVersion:
      Print("herald " HERALD_VERSION "\n", stdout);
      return 0;
    case Arguments::Command::kHelp:
      break;
  }
  Print(HelpText(), stdout);
  return 0;
}

}  // namespace herald
