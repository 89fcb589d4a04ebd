// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "app/configuration_error.h"
#include "app/places.h"

namespace herald {

// Reports every field of one message that breaks its rule in the table. The
// message stands at `path`. A field counts as given if `places` knows it.
void CheckFieldRules(const google::protobuf::Message& message,
                     const std::string& path, const Places& places,
                     ConfigurationErrors& errors);

}  // namespace herald
