// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "app/configuration_error.h"
#include "app/places.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/configuration.pb.h"
#include "http/client_certificate.h"

namespace herald {

// A configuration file in memory. Complete and within all rules if there are
// no errors; otherwise only good for finding further mistakes in it.
struct LoadedConfiguration {
  // Its paths are resolved: relative ones begin with the file's folder.
  v1::Configuration configuration;
  Secrets secrets;
  Places places;
  ConfigurationErrors errors;

  // What the providers of the kind `catalogue` are, by their indices: of the
  // kind `http` or `smtp`, and nothing but that kind.
  std::map<int, v1::Provider> expanded;

  // What providers show to servers that ask for a certificate, by their
  // indices.
  std::map<int, std::shared_ptr<const ClientCertificate>> certificates;
};

// Reads a configuration file of at most 4 MiB, and the secrets and client
// certificates that it names.
LoadedConfiguration LoadConfiguration(const std::string& file);

// Adds violations found in the message at `path`, whose fields they name
// relative to it, at the places of the fields. A field that had a mistake
// before is passed over.
void AddViolations(const FieldViolations& violations, const std::string& path,
                   const Places& places, ConfigurationErrors& errors);

}  // namespace herald
