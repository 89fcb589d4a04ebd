// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "http/http_client.h"

namespace herald {

// `host:port`, an IPv6 address in brackets: how messages name an origin.
std::string OriginName(const HttpOrigin& origin);

// What breaks a rule of HttpRequest, in words without any value of the request;
// nothing if it can be sent. Method and header names are tokens; values hold no
// control character but tab; the target begins with a slash and holds neither
// white space nor controls nor anything beyond ASCII.
std::optional<std::string> FindFault(const HttpRequest& request);

// The request without its body, to the byte:
//
//   METHOD target HTTP/1.1
//   Host: host[:port]            the port unless it is the scheme's own
//   (headers as given)
//   User-Agent: herald/VERSION   unless given
//   Content-Length: N            if N > 0 or the method is POST, PUT or PATCH
//   (empty line)
//
// `request` has no fault.
std::string BuildRequestHead(const HttpRequest& request);

}  // namespace herald
