// SPDX-License-Identifier: Apache-2.0
#include "providers/http_answer.h"

#include <utility>

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "providers/describe.h"

namespace herald {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

TEST(HttpAnswer, EveryStatusHasAVerdict) {
  struct Row {
    int first;
    int last;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {0, 199, "DROPPED PROVIDER"},   {200, 299, "DROPPED CONTENT"},
      {300, 399, "DROPPED ACCOUNT"},  {400, 400, "DROPPED CONTENT"},
      {401, 403, "DROPPED ACCOUNT"},  {404, 404, "DROPPED CONTENT"},
      {405, 407, "DROPPED ACCOUNT"},  {408, 408, "RETRY PROVIDER"},
      {409, 409, "DROPPED PROVIDER"}, {410, 410, "DROPPED ACCOUNT"},
      {411, 424, "DROPPED CONTENT"},  {425, 425, "RETRY PROVIDER"},
      {426, 428, "DROPPED CONTENT"},  {429, 429, "RETRY PROVIDER"},
      {430, 499, "DROPPED CONTENT"},  {500, 500, "RETRY PROVIDER"},
      {501, 501, "DROPPED ACCOUNT"},  {502, 504, "RETRY PROVIDER"},
      {505, 505, "DROPPED ACCOUNT"},  {506, 599, "RETRY PROVIDER"},
      {600, 999, "DROPPED PROVIDER"},
  };
  int next = 0;
  for (const Row& row : rows) {
    ASSERT_EQ(row.first, next);
    for (int status = row.first; status <= row.last; ++status) {
      HttpResponse response;
      response.status = status;
      EXPECT_EQ(Describe(InterpretHttpStatus(response, kNow)),
                fmt::format("{} HTTP_{}", row.verdict, status));
    }
    next = row.last + 1;
  }
}

TEST(HttpAnswer, SaysTheStatusInWords) {
  HttpResponse response;
  response.status = 422;
  EXPECT_EQ(InterpretHttpStatus(response, kNow).reason(), "HTTP status 422");
}

TEST(HttpAnswer, HandsOnRetryAfterWithEveryRetryAndNothingElse) {
  const std::vector<std::pair<int, std::string>> rows = {
      {429, "RETRY PROVIDER HTTP_429 after 7s"},
      {503, "RETRY PROVIDER HTTP_503 after 7s"},
      {500, "RETRY PROVIDER HTTP_500 after 7s"},
      {301, "DROPPED ACCOUNT HTTP_301"},
      {413, "DROPPED CONTENT HTTP_413"},
  };
  for (const auto& [status, expected] : rows) {
    HttpResponse response;
    response.status = status;
    response.headers.push_back({"retry-after", "7"});
    EXPECT_EQ(Describe(InterpretHttpStatus(response, kNow)), expected);
  }
}

TEST(HttpAnswer, IgnoresARetryAfterThatCannotBeRead) {
  HttpResponse response;
  response.status = 503;
  response.headers.push_back({"Retry-After", "soon"});
  EXPECT_FALSE(InterpretHttpStatus(response, kNow).has_retry_after());
}

TEST(HttpAnswer, EveryErrorIsARetryUnlessTheRequestCannotBeSent) {
  const std::vector<std::pair<HttpErrorKind, std::string>> rows = {
      {HttpErrorKind::kInvalidRequest, "DROPPED CONTENT INVALID_REQUEST"},
      {HttpErrorKind::kResolve, "RETRY TRANSPORT RESOLVE_FAILED"},
      {HttpErrorKind::kConnect, "RETRY TRANSPORT CONNECT_FAILED"},
      {HttpErrorKind::kTls, "RETRY TRANSPORT TLS_FAILED"},
      {HttpErrorKind::kNoTime, "RETRY DEADLINE NO_TIME"},
      {HttpErrorKind::kTimeout, "RETRY TRANSPORT TIMEOUT"},
      {HttpErrorKind::kConnectionLost, "RETRY TRANSPORT CONNECTION_LOST"},
      {HttpErrorKind::kResponseTooLarge, "RETRY PROVIDER RESPONSE_TOO_LARGE"},
      {HttpErrorKind::kMalformedResponse, "RETRY PROVIDER MALFORMED_RESPONSE"},
  };
  for (const auto& [kind, expected] : rows) {
    const v1::Attempt attempt =
        InterpretHttpError({kind, false, "what happened"});
    EXPECT_EQ(Describe(attempt), expected);
    EXPECT_EQ(attempt.reason(), "what happened");
    if (kind == HttpErrorKind::kInvalidRequest) continue;
    EXPECT_EQ(Describe(InterpretHttpError({kind, true, "what happened"})),
              expected + " possibly sent");
  }
}

TEST(HttpAnswer, CutsAWaitToOneDay) {
  v1::Attempt attempt;
  SetRetryAfter(absl::Hours(24) * 365, &attempt);
  EXPECT_EQ(attempt.retry_after().seconds(), 86'400);
  SetRetryAfter(absl::Seconds(-1), &attempt);
  EXPECT_EQ(attempt.retry_after().seconds(), 0);
  SetRetryAfter(absl::Milliseconds(1500), &attempt);
  EXPECT_EQ(attempt.retry_after().seconds(), 1);
  EXPECT_EQ(attempt.retry_after().nanos(), 500'000'000);
}

}  // namespace
}  // namespace herald
