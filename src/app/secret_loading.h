// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "app/configuration_error.h"
#include "app/places.h"
#include "delivery/secrets.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// Makes every relative path within a message start at `folder`.
void ResolvePaths(google::protobuf::Message& root, const std::string& folder);

// Reads every secret that a configuration names; its paths are resolved. A
// missing, empty or too large one is an error that names the variable or file.
Secrets LoadSecrets(v1::Configuration& configuration, const Places& places,
                    ConfigurationErrors& errors);

}  // namespace herald
