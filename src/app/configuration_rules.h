// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/configuration_error.h"
#include "app/places.h"
#include "herald/v1/configuration.pb.h"

namespace herald {

// Reports every field of a configuration that breaks a rule of the contract's
// comments: the rules of the table for single fields, and those that look at
// several. Fields that have a mistake already are passed over.
void CheckRules(v1::Configuration& configuration, const Places& places,
                ConfigurationErrors& errors);

}  // namespace herald
