// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "delivery/from_text.h"
#include "fakes/await.h"
#include "providers/describe.h"
#include "providers/remote/fake_handler.h"
#include "providers/remote/remote_provider.h"

namespace herald {

// A remote provider on an I/O thread, which is the test's own.
class RemoteTest : public testing::Test {
 protected:
  std::unique_ptr<Provider> Make(const v1::RemoteProvider& config) {
    return MakeRemoteProvider("own", config, secrets_, io_.get_executor(),
                              clock_, violations_);
  }

  std::unique_ptr<Provider> Make(const std::string& address) {
    v1::RemoteProvider config;
    config.set_address(address);
    auto provider = Make(config);
    EXPECT_NE(provider, nullptr) << Describe(violations_);
    return provider;
  }

  std::string Deliver(Provider& provider) {
    const AttemptContext context = {
        .request_id = "order-1",
        .idempotency_key = "key-1",
        .traceparent = "00-11111111111111111111111111111111-22-01",
        .deadline = clock_.Now() + time_,
        .number = 2};
    attempt_ = Await(io_, provider.Deliver(notification_, context));
    return Describe(attempt_);
  }

  boost::asio::io_context io_{1};
  SystemClock clock_;
  Secrets secrets_;
  FieldViolations violations_;
  v1::Notification notification_ = FromText<v1::Notification>(
      "phone { recipient: '+15550100' as_text: 'Your code is 123456' }");
  std::chrono::milliseconds time_{20'000};
  v1::Attempt attempt_;
};

}  // namespace herald
