// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/time/time.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// How the mail that a vector's notification becomes, and what the server's
// reply to it means, differ from what the vector says, a line for each
// difference; empty if they do not. Connects to nothing. Adds to `violations`
// what is wrong with `config`; there are no differences then.
std::string CompareMailVector(const v1::DefinitionVector& vector,
                              const v1::Notification& notification,
                              const v1::SmtpProvider& config,
                              const Secrets& secrets, absl::Time now,
                              FieldViolations& violations);

}  // namespace herald
