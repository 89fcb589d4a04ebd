// SPDX-License-Identifier: Apache-2.0
#include "http/resolver.h"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <vector>

#include "fakes/await.h"

namespace herald {
namespace {

using ::testing::HasSubstr;

class ResolverTest : public testing::Test {
 protected:
  std::chrono::steady_clock::time_point Soon() const {
    return std::chrono::steady_clock::now() + std::chrono::minutes(1);
  }

  Resolver::Answer Resolve(const std::string& host) {
    return Await(context_, resolver_.Resolve(host, Soon()));
  }

  boost::asio::io_context context_{1};
  HttpClientOptions options_;
  Resolver resolver_{context_.get_executor(), options_};
};

TEST_F(ResolverTest, TakesAnAddressAsItIs) {
  options_.max_lookups = 0;
  for (const char* address : {"127.0.0.1", "::1"}) {
    const Resolver::Answer answer = Resolve(address);
    ASSERT_EQ(answer.addresses.size(), 1u);
    EXPECT_EQ(answer.addresses[0].to_string(), address);
  }
}

TEST_F(ResolverTest, TakesLocalhostForTheLoopbackOfBothFamilies) {
  const Resolver::Answer answer = Resolve("localhost");
  ASSERT_EQ(answer.addresses.size(), 2u);
  EXPECT_EQ(answer.addresses[0].to_string(), "127.0.0.1");
  EXPECT_EQ(answer.addresses[1].to_string(), "::1");
}

TEST_F(ResolverTest, RemembersUntilToldToForget) {
  const Resolver::Answer first = Resolve("localhost");
  ASSERT_FALSE(first.addresses.empty());
  EXPECT_TRUE(first.addresses[0].is_loopback());

  options_.max_lookups = 0;
  EXPECT_EQ(Resolve("localhost").addresses, first.addresses);
  resolver_.Prefer("localhost", first.addresses.back());
  EXPECT_EQ(Resolve("localhost").addresses.front(), first.addresses.back());
  resolver_.Forget("localhost");
  EXPECT_THAT(Resolve("localhost").reason, HasSubstr("too many names"));
}

TEST_F(ResolverTest, ForgetsByItselfInTime) {
  options_.address_lifetime = std::chrono::milliseconds(0);
  EXPECT_FALSE(Resolve("localhost").addresses.empty());
  options_.max_lookups = 0;
  EXPECT_THAT(Resolve("localhost").reason, HasSubstr("too many names"));
}

TEST_F(ResolverTest, SharesALookupAndBoundsTheirNumber) {
  options_.max_lookups = 1;
  const std::vector<std::string> hosts = {"localhost", "other.invalid",
                                          "localhost"};
  std::vector<Resolver::Answer> answers(hosts.size());
  std::size_t done = 0;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    boost::asio::co_spawn(context_, resolver_.Resolve(hosts[i], Soon()),
                          [&, i](std::exception_ptr, Resolver::Answer answer) {
                            answers[i] = std::move(answer);
                            ++done;
                          });
  }
  while (done < hosts.size()) context_.run_one();
  EXPECT_FALSE(answers[0].addresses.empty());
  EXPECT_THAT(answers[1].reason, HasSubstr("too many names"));
  EXPECT_EQ(answers[2].addresses, answers[0].addresses);
}

TEST_F(ResolverTest, KeepsTheDeadline) {
  const Resolver::Answer answer = Await(
      context_,
      resolver_.Resolve("localhost", std::chrono::steady_clock::time_point()));
  EXPECT_TRUE(answer.is_late || !answer.addresses.empty());
}

}  // namespace
}  // namespace herald
