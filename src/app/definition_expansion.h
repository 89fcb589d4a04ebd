// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/definition_parameters.h"
#include "delivery/field_violation.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// The provider that a definition is with these parameters, of the kind `http`
// or `smtp`. The templates of HTTP see them as `parameters` and `secrets`, and
// authentication and TLS are filled in; of a mail server, all is filled in. A
// secret that is optional and not given leaves its field out; a scheme without
// its secret is no authentication, and TLS without its files no TLS of its
// own. Adds to `violations`, at `parameters`, what cannot be filled in.
v1::Provider ExpandDefinition(const v1::ProviderDefinition& definition,
                              const ParameterValues& values,
                              FieldViolations& violations);

}  // namespace herald
