// SPDX-License-Identifier: Apache-2.0
#include "fakes/fake_http_client.h"

#include <gtest/gtest.h>

#include <variant>

#include "fakes/await.h"

namespace herald {
namespace {

TEST(FakeHttpClient, GivesTheScriptedAnswersInOrderAndRecordsRequests) {
  FakeHttpClient client;
  client.Answer(201, "made", {{"A", "b"}});
  client.Fail(HttpErrorKind::kTimeout, true, "too late");
  HttpRequest request;
  request.target = "/first";
  const auto deadline = std::chrono::steady_clock::now();

  const HttpResult first = Await(client.Send(request, deadline));
  ASSERT_TRUE(std::holds_alternative<HttpResponse>(first));
  EXPECT_EQ(std::get<HttpResponse>(first).status, 201);
  EXPECT_EQ(std::get<HttpResponse>(first).Header("a"), "b");

  const HttpResult second = Await(client.Send(request, deadline));
  ASSERT_TRUE(std::holds_alternative<HttpError>(second));
  EXPECT_EQ(std::get<HttpError>(second).kind, HttpErrorKind::kTimeout);

  const HttpResult third = Await(client.Send(request, deadline));
  ASSERT_TRUE(std::holds_alternative<HttpError>(third));
  EXPECT_FALSE(std::get<HttpError>(third).possibly_sent);

  ASSERT_EQ(client.requests().size(), 3u);
  EXPECT_EQ(client.requests()[0].target, "/first");
  EXPECT_EQ(client.deadlines()[2], deadline);
}

}  // namespace
}  // namespace herald
