// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/struct.pb.h>

#include <string>

#include "delivery/provider.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// A value as JSON, its members in the order of their names.
std::string JsonTextOf(const google::protobuf::Value& value);

// How the request that came out differs from what a vector says, a line for
// each difference; empty if it does not.
std::string CompareRequest(const v1::VectorRequest& expected,
                           const Prepared& prepared);

// How the mail that came out differs, likewise.
std::string CompareMail(const v1::VectorMail& expected,
                        const v1::VectorMail& mail);

// How an outcome differs from what a vector says, likewise.
std::string CompareOutcome(const v1::VectorOutcome& expected,
                           const v1::Attempt& attempt);

}  // namespace herald
