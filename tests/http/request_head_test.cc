// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

HttpRequest Request(std::string method, HttpOrigin origin,
                    std::vector<HttpHeader> headers, std::string body) {
  return {std::move(method), std::move(origin), "/a?b=c", std::move(headers),
          std::move(body)};
}

struct Built {
  HttpRequest request;
  std::string head;
};

TEST(RequestHead, IsTheSameToTheByte) {
  const HttpOrigin plain = {false, "example.com", 80};
  const HttpOrigin ipv6 = {true, "::1", 8443};
  const std::vector<Built> cases = {
      {Request("POST", plain, {{"B", "2"}, {"A", "1"}}, "body"),
       "POST /a?b=c HTTP/1.1\r\nHost: example.com\r\nB: 2\r\nA: 1\r\n"
       "User-Agent: herald/" HERALD_VERSION "\r\nContent-Length: 4\r\n\r\n"},
      {Request("GET", {true, "example.com", 443}, {}, ""),
       "GET /a?b=c HTTP/1.1\r\nHost: example.com\r\n"
       "User-Agent: herald/" HERALD_VERSION "\r\n\r\n"},
      {Request("GET", {true, "example.com", 80}, {}, "x"),
       "GET /a?b=c HTTP/1.1\r\nHost: example.com:80\r\n"
       "User-Agent: herald/" HERALD_VERSION "\r\nContent-Length: 1\r\n\r\n"},
      {Request("PUT", ipv6, {{"user-agent", "me"}}, ""),
       "PUT /a?b=c HTTP/1.1\r\nHost: [::1]:8443\r\nuser-agent: me\r\n"
       "Content-Length: 0\r\n\r\n"},
      {Request("PATCH", {true, "::1", 443}, {{"User-Agent", ""}}, ""),
       "PATCH /a?b=c HTTP/1.1\r\nHost: [::1]\r\nUser-Agent: \r\n"
       "Content-Length: 0\r\n\r\n"},
      {Request("DELETE", plain, {{"X", "tab\there \xc3\xa9"}}, ""),
       "DELETE /a?b=c HTTP/1.1\r\nHost: example.com\r\nX: tab\there "
       "\xc3\xa9\r\n"
       "User-Agent: herald/" HERALD_VERSION "\r\n\r\n"},
  };
  for (const Built& c : cases) {
    EXPECT_EQ(FindFault(c.request), std::nullopt);
    EXPECT_EQ(BuildRequestHead(c.request), c.head);
  }
}

TEST(RequestHead, RefusesWhatWouldBecomeAnotherRequest) {
  const HttpOrigin origin = {false, "example.com", 80};
  const std::string nul = std::string("hu\0sh", 5);
  const std::vector<std::pair<HttpRequest, std::string>> cases = {
      {Request("GET", origin, {{"X", "hush\r\nY: z"}}, ""), "header X holds"},
      {Request("GET", origin, {{"X", "hush\n"}}, ""), "header X holds"},
      {Request("GET", origin, {{"X", nul}}, ""), "header X holds"},
      {Request("GET", origin, {{"hush\r\nY", "z"}}, ""), "not a token"},
      {Request("GET", origin, {{nul, "z"}}, ""), "not a token"},
      {Request("GET", origin, {{"hush: y", "z"}}, ""), "not a token"},
      {Request("GET", origin, {{"", "hush"}}, ""), "not a token"},
      {Request("GET", origin, {{"host", "hush"}}, ""), "client's to set"},
      {Request("GET", origin, {{"Content-Length", "1"}}, ""), "client's"},
      {Request("GET", origin, {{"transfer-encoding", "x"}}, ""), "client's"},
      {Request("GET", origin, {{"Connection", "close"}}, ""), "client's"},
      {Request("GET hush", origin, {}, ""), "method"},
      {Request("", origin, {}, ""), "method"},
      {Request("GET", {false, "", 80}, {}, ""), "host"},
      {Request("GET", {false, "hush\r\nX: y", 80}, {}, ""), "host"},
      {{"GET", origin, "hush", {}, ""}, "target"},
      {{"GET", origin, "", {}, ""}, "target"},
      {{"GET", origin, "/hush hush", {}, ""}, "target"},
      {{"GET", origin, "/hush\r\nX: y", {}, ""}, "target"},
  };
  for (const auto& [request, message] : cases) {
    const std::optional<std::string> fault = FindFault(request);
    ASSERT_TRUE(fault.has_value()) << message;
    EXPECT_THAT(*fault, HasSubstr(message));
    EXPECT_THAT(*fault, Not(HasSubstr("hush")));
  }
}

}  // namespace
}  // namespace herald
