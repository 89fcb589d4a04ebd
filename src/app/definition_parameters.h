// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "herald/v1/definition.pb.h"
#include "liquid/liquid.h"

namespace herald {

// What a user gives to an entry of the catalogue, by the names of its
// parameters.
using GivenParameters = google::protobuf::Map<std::string, v1::ParameterValue>;

// The parameters of one provider, complete, by the names that the definition's
// templates know.
struct ParameterValues {
  std::map<std::string, std::string> texts;
  std::map<std::string, v1::Secret> secrets;
};

// The name by which users know a parameter.
const std::string& PublicName(const v1::ProviderDefinition& definition,
                              const std::string& name);

// Takes what a user gives, and defaults for the rest. Adds to `violations`, at
// `parameters` and below, what is not known, missing or not as it must be.
// Secrets that stand for what is no secret are looked up in `secrets`.
ParameterValues TakeParameters(const v1::ProviderDefinition& definition,
                               const GivenParameters& given,
                               const Secrets& secrets,
                               FieldViolations& violations);

// The text that a template gives which sees `parameters` alone; an error says
// what is wrong with it.
absl::StatusOr<std::string> RenderWithParameters(
    std::string_view source, const std::map<std::string, std::string>& texts,
    liquid::Escape escape = liquid::Escape::kNone);

}  // namespace herald
