// SPDX-License-Identifier: Apache-2.0
#include "http/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace herald {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Parsed {
  std::string text;
  HttpOrigin origin;
  std::string target;
};

TEST(ParseUrl, TakesAUrlApart) {
  const std::vector<Parsed> cases = {
      {"http://example.com", {false, "example.com", 80}, "/"},
      {"https://example.com/", {true, "example.com", 443}, "/"},
      {"HTTPS://API.Example.COM/a?b=C%20d",
       {true, "api.example.com", 443},
       "/a?b=C%20d"},
      {"https://example.com:8443/a/b;c=1,2",
       {true, "example.com", 8443},
       "/a/b;c=1,2"},
      {"http://example.com?x=1", {false, "example.com", 80}, "/?x=1"},
      {"http://example.com?x=/y", {false, "example.com", 80}, "/?x=/y"},
      {"http://example.com/a#fragment", {false, "example.com", 80}, "/a"},
      {"http://example.com#f/g?h", {false, "example.com", 80}, "/"},
      {"http://127.0.0.1:1/", {false, "127.0.0.1", 1}, "/"},
      {"http://[::1]/", {false, "::1", 80}, "/"},
      {"https://[2001:DB8:0:0::1]:65535/x", {true, "2001:db8::1", 65535}, "/x"},
      {"http://my_host/", {false, "my_host", 80}, "/"},
      {"http://example.com/a//b/../c",
       {false, "example.com", 80},
       "/a//b/../c"},
      {"http://example.com/@me:1", {false, "example.com", 80}, "/@me:1"},
  };
  for (const Parsed& c : cases) {
    SCOPED_TRACE(c.text);
    const absl::StatusOr<Url> url = ParseUrl(c.text);
    ASSERT_TRUE(url.ok()) << url.status();
    EXPECT_EQ(url->origin.is_tls, c.origin.is_tls);
    EXPECT_EQ(url->origin.host, c.origin.host);
    EXPECT_EQ(url->origin.port, c.origin.port);
    EXPECT_EQ(url->target, c.target);
  }
}

struct Refused {
  std::string text;
  std::string message;
};

TEST(ParseUrl, SaysWhatIsWrongAndRepeatsNothing) {
  const std::vector<Refused> cases = {
      {"", "does not begin with http"},
      {"example.com/hush", "does not begin with http"},
      {"ftp://hush", "does not begin with http"},
      {"//hush", "does not begin with http"},
      {"http:/hush", "does not begin with http"},
      {"http://", "names no host"},
      {"http:///hush", "names no host"},
      {"http://:80/hush", "names no host"},
      {"http://user:hush@example.com/", "user information"},
      {"http://hush@example.com/", "user information"},
      {"http://hush..com/", "not a host name"},
      {"http://hush.com./", "not a host name"},
      {"http://-hush.com/", "not a host name"},
      {"http://hu%73h.com/", "not a host name"},
      {"http://" + std::string(64, 'h') + ".com/", "not a host name"},
      {"http://127.1/hush", "not an IPv4"},
      {"http://256.0.0.1/hush", "not an IPv4"},
      {"http://0x7f000001/hush", "not an IPv4"},
      {"http://2130706433/hush", "not an IPv4"},
      {"http://[::1/hush", "lacks a ']'"},
      {"http://[hush]/", "not an IPv6"},
      {"http://[fe80::1%25eth0]/hush", "not an IPv6"},
      {"http://[::1]80/hush", "host is broken"},
      {"http://example.com:/hush", "port is not"},
      {"http://example.com:0/hush", "port is not"},
      {"http://example.com:65536/hush", "port is not"},
      {"http://example.com:4294967376/hush", "port is not"},
      {"http://example.com:+80/hush", "port is not"},
      {"http://example.com:80:80/hush", "port is not"},
      {"http://example.com/hush hush", "may not stand"},
      {"http://example.com/hush\r\nX: y", "may not stand"},
      {"http://example.com/hush\x7f", "may not stand"},
      {"http://ex\xc3\xa4mple.com/hush", "may not stand"},
      {"http://example.com\\@hush/", "may not stand"},
      {"http://example.com/{{ hush }}", "may not stand"},
      {"http://example.com/" + std::string(8192, 'h'), "longer than 8192"},
  };
  for (const Refused& c : cases) {
    SCOPED_TRACE(c.text);
    const absl::Status status = ParseUrl(c.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.message));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("hush")));
  }
}

TEST(ParseUrl, TakesTheLongestUrlAllowed) {
  const std::string start = "http://example.com/";
  EXPECT_TRUE(ParseUrl(start + std::string(8192 - start.size(), 'x')).ok());
}

TEST(HttpResponse, FindsTheFirstHeaderInAnyCase) {
  const HttpResponse response = {
      200, {{"Content-Type", "a"}, {"content-type", "b"}}, ""};
  EXPECT_EQ(response.Header("CONTENT-TYPE"), "a");
  EXPECT_EQ(response.Header("Content-Typ"), "");
}

}  // namespace
}  // namespace herald
