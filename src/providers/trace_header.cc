// SPDX-License-Identifier: Apache-2.0
#include "providers/trace_header.h"

#include <algorithm>
#include <string>

#include "http/ascii_case.h"
#include "telemetry/trace_context.h"

namespace herald {

void AddTraceHeader(std::string_view traceparent, HttpRequest& request) {
  if (traceparent.empty()) return;
  const bool has_one =
      std::ranges::any_of(request.headers, [](const HttpHeader& header) {
        return EqualsIgnoreCase(header.name, kTraceparent);
      });
  if (has_one) return;
  request.headers.push_back(
      {std::string(kTraceparent), std::string(traceparent)});
}

}  // namespace herald
