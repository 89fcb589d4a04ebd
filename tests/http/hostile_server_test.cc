// SPDX-License-Identifier: Apache-2.0
#include "fakes/hostile_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <optional>
#include <variant>

#include "fakes/client_under_test.h"

namespace herald {
namespace {

TEST(HostileServer, MeetsAClientThatAlwaysComesBack) {
  HostileServer server({.seed = 20'24});
  HttpClientOptions options;
  options.max_connections_per_origin = 16;
  options.max_response_body_bytes = 64 * 1024;
  ClientUnderTest client(options);
  constexpr int kTotal = 2'000;
  constexpr std::size_t kAtATime = 32;
  std::deque<const std::optional<HttpResult>*> under_way;
  int answers = 0;
  int errors = 0;
  for (int begun = 0; begun < kTotal || !under_way.empty();) {
    while (begun < kTotal && under_way.size() < kAtATime) {
      under_way.push_back(&client.Start(GetRequest(server.origin()),
                                        std::chrono::milliseconds(200)));
      ++begun;
    }
    client.RunUntil([&] { return under_way.front()->has_value(); });
    const HttpResult& result = **under_way.front();
    const auto* error = std::get_if<HttpError>(&result);
    ++(error == nullptr ? answers : errors);
    if (error != nullptr && !error->possibly_sent) {
      EXPECT_EQ(error->kind, HttpErrorKind::kNoTime) << error->message;
    }
    under_way.pop_front();
  }
  EXPECT_EQ(answers + errors, kTotal);
  EXPECT_GT(answers, kTotal / 5);
  EXPECT_GT(errors, kTotal / 5);
  // Nothing was repeated, and nothing counted for sent that was not.
  EXPECT_LE(server.requests(), kTotal);
  const ConnectionCounts counts = client.client().Counts();
  EXPECT_EQ(counts.open, counts.idle);
  EXPECT_LE(counts.open, 16u);
  EXPECT_EQ(counts.waiting, 0u);
}

}  // namespace
}  // namespace herald
