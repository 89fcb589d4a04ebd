// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/configuration_loader.h"
#include "delivery/secrets.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// Everything that gives a secret of the configuration away, for redaction: its
// value, as itself and as it stands in JSON, and what HTTP Basic makes of it
// and its user name.
std::vector<std::string> SecretForms(v1::Configuration& configuration,
                                     const Secrets& secrets);

// The same, of a configuration with its providers from the catalogue, and the
// secrets as they stand in forms and URLs.
std::vector<std::string> SecretForms(LoadedConfiguration& loaded);

}  // namespace herald
