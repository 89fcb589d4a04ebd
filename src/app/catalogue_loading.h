// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/configuration_loader.h"

namespace herald {

// Makes providers of those that name an entry of the catalogue. What is
// wrong with their parameters, and with the definitions of the configuration's
// folder, becomes errors of the configuration.
void ExpandCatalogue(LoadedConfiguration& loaded);

}  // namespace herald
