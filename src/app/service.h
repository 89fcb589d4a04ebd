// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/configuration_loader.h"
#include "app/io_thread.h"
#include "app/sandboxes.h"
#include "app/tls_files.h"
#include "delivery/clock.h"
#include "delivery/message_templates.h"
#include "rpc/server.h"
#include "telemetry/redaction.h"

namespace herald {

// Why the program has to end, one line a mistake, and its exit code: 1 if the
// machine is at fault, 2 if it is the configuration.
struct Failure {
  int exit_code = 1;
  std::vector<std::string> lines;
};

// All that a configuration asks for: the I/O threads with their providers and
// the gRPC server. Owned by main's thread, which makes every call.
class Service {
 public:
  // Loads the file and makes everything that it names, without running it or
  // opening a port.
  explicit Service(const std::string& file);

  // Stops at once, unless Stop was called.
  ~Service();

  // What is wrong with the configuration or the files it names.
  std::optional<Failure> failure() const;

  // The configuration. Complete only if there is no failure.
  const LoadedConfiguration& loaded() const { return loaded_; }

  // Runs the threads and serves at `listen`, or where the configuration says
  // if that is empty. Requires that there is no failure.
  std::optional<Failure> Start(const std::string& listen);

  // Where it serves, with the real port. Requires a successful Start.
  const std::string& address() const { return server_->address(); }
  std::size_t io_threads() const { return threads_.size(); }

  // Takes no more calls, gives those in flight their grace, and ends the
  // threads. Returns how many attempts were cut off.
  int Stop();

 private:
  void MakeThreads();
  void StopThreads(IoThread::Stop stop);
  std::vector<Lane> Lanes() const;

  LoadedConfiguration loaded_;
  const Redactor redactor_;
  const Sandboxes sandboxes_;
  const SystemClock clock_;
  const MessageTemplates message_templates_;

  // Mistakes in files that are the machine's, not the configuration's.
  ConfigurationErrors file_errors_;
  TlsFiles tls_;
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::unique_ptr<Server> server_;
};

}  // namespace herald
