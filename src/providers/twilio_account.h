// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "delivery/field_violation.h"
#include "delivery/secrets.h"
#include "http/http_client.h"
#include "http/url.h"

namespace herald {

// How requests to Twilio are addressed and authenticated.
struct TwilioAccount {
  // Where the API is; the target is a path without a slash at its end.
  Url base;

  // The value of the header Authorization.
  std::string authorization;
};

// The fields that all Twilio kinds have, as in proto/herald/v1/provider.proto.
struct TwilioAccountFields {
  std::string_view account_sid;
  std::string_view api_key_sid;
  bool has_auth_token = false;
  const v1::Secret& auth_token;
  std::string_view base_url;
  std::string_view default_base_url;
};

// Checks the fields, and adds what is wrong with them to `violations`.
TwilioAccount MakeTwilioAccount(const TwilioAccountFields& fields,
                                const Secrets& secrets,
                                FieldViolations& violations);

// Adds a violation unless `sid` is `prefix` and 32 hexadecimal digits. An empty
// one is right if `is_optional`.
void CheckTwilioSid(std::string_view field, std::string_view sid,
                    std::string_view prefix, bool is_optional,
                    FieldViolations& violations);

// A POST of a form to `path`, which begins with a slash.
HttpRequest MakeTwilioRequest(const TwilioAccount& account,
                              std::string_view path, std::string form);

}  // namespace herald
