// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "app/places.h"
#include "delivery/duration.h"
#include "herald/v1/configuration.pb.h"
#include "http/http_client_options.h"
#include "rpc/server.h"
#include "telemetry/log.h"

namespace herald {

// What a configuration says, with the defaults for what it does not say.

// `places` tells a 0 from what is not given.
HttpClientOptions ToHttpClientOptions(const v1::HttpClient& config,
                                      const Places& places);

// Without the certificate and key.
ServerOptions ToServerOptions(const v1::Server& config);

// As many as there are processors by default.
int IoThreads(const v1::Server& config);

// 25 s by default.
LogLevel LeastLogLevel(const v1::Logging& config);
std::chrono::nanoseconds ShutdownGrace(const v1::Server& config);

}  // namespace herald
