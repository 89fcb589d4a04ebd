// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/configuration_loader.h"

namespace herald {

// Reads the client certificates of a configuration's providers, those of the
// catalogue among them, whose paths are resolved. Files that cannot be read or
// do not hold what they should become errors.
void ReadClientCertificates(LoadedConfiguration& loaded);

}  // namespace herald
