// SPDX-License-Identifier: Apache-2.0
#include "http/http_client.h"

#include "http/ascii_case.h"

namespace herald {

std::string_view HttpResponse::Header(std::string_view name) const {
  for (const HttpHeader& header : headers) {
    if (EqualsIgnoreCase(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace herald
