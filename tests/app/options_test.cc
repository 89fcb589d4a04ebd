// SPDX-License-Identifier: Apache-2.0
#include "app/options.h"

#include <gmock/gmock.h>

#include "app/configuration_folder.h"

namespace herald {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::string_view kProviders = "providers: [{name: a, sandbox: {}}]\n";

TEST(Options, HaveDefaultsForWhatIsNotSaid) {
  const HttpClientOptions client = ToHttpClientOptions({}, {});
  EXPECT_EQ(client.connect_timeout, seconds(3));
  EXPECT_EQ(client.max_idle_connections_per_origin, 64u);
  EXPECT_EQ(client.max_response_body_bytes, 1u << 20);
  const ServerOptions server = ToServerOptions({});
  EXPECT_EQ(server.listen, "127.0.0.1:50051");
  EXPECT_EQ(server.max_calls_in_flight, 20'000);
  EXPECT_EQ(server.max_request_bytes, 5 << 20);
  EXPECT_EQ(server.max_delivery_time, seconds(20));
  EXPECT_EQ(ShutdownGrace({}), seconds(25));
  EXPECT_GE(IoThreads({}), 1);
}

TEST(Options, AreWhatTheFileSays) {
  const LoadedConfiguration loaded = ConfigurationFolder().Load(
      std::string(kProviders) +
      "server: {listen: '[::1]:1', io_threads: 3, max_calls_in_flight: 4,\n"
      "  max_request_bytes: 2048, max_delivery_time: 1m, shutdown_grace: 0s}\n"
      "http_client: {ca_file: /ca, connect_timeout: 1ms, tls_timeout: 2ms,\n"
      "  idle_timeout: 0s, max_connections_per_origin: 5,\n"
      "  max_idle_connections_per_origin: 0, max_response_header_bytes: 1024,\n"
      "  max_response_body_bytes: 1025}\n");
  ASSERT_TRUE(loaded.errors.empty());
  const auto& config = loaded.configuration;
  const ServerOptions server = ToServerOptions(config.server());
  EXPECT_EQ(server.listen, "[::1]:1");
  EXPECT_EQ(server.max_calls_in_flight, 4);
  EXPECT_EQ(server.max_request_bytes, 2048);
  EXPECT_EQ(server.max_delivery_time, seconds(60));
  EXPECT_EQ(ShutdownGrace(config.server()), seconds(0));
  EXPECT_EQ(IoThreads(config.server()), 3);
  const HttpClientOptions client =
      ToHttpClientOptions(config.http_client(), loaded.places);
  EXPECT_EQ(client.ca_file, "/ca");
  EXPECT_EQ(client.connect_timeout, milliseconds(1));
  EXPECT_EQ(client.tls_timeout, milliseconds(2));
  EXPECT_EQ(client.idle_timeout, milliseconds(0));
  EXPECT_EQ(client.max_connections_per_origin, 5u);
  EXPECT_EQ(client.max_idle_connections_per_origin, 0u);
  EXPECT_EQ(client.max_response_header_bytes, 1024u);
  EXPECT_EQ(client.max_response_body_bytes, 1025u);
}

}  // namespace
}  // namespace herald
