// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "app/configuration_loader.h"
#include "app/sandboxes.h"
#include "delivery/circuit_breakers.h"
#include "delivery/clock.h"
#include "delivery/guard.h"
#include "delivery/message_templates.h"
#include "delivery/recipient_hash.h"
#include "delivery/routes.h"
#include "rpc/wording.h"
#include "telemetry/redaction.h"

namespace herald {

// What one load of the configuration file makes for all I/O threads. Immutable
// once its lanes have been made; must not be used if there are errors.
struct Deployment {
  // What did not change since `before`, which may be null, keeps its state:
  // sandboxes what they were given, providers their circuit breakers, the
  // recipients' hash its random key.
  Deployment(const std::string& file, const Deployment* before,
             const Clock& clock);

  const Clock& clock;

  // Where it comes from. Mistakes in it are among its errors.
  LoadedConfiguration loaded;

  // Mistakes in files that are the machine's, not the configuration's.
  ConfigurationErrors file_errors;

  const Redactor redactor;
  const Sandboxes sandboxes;
  const CircuitBreakers breakers;
  const Routes routes;
  const std::unique_ptr<const Guard> guard;
  const std::shared_ptr<const RecipientHash> hash;
  const MessageTemplates message_templates;
  const Wording wording;
};

}  // namespace herald
