// SPDX-License-Identifier: Apache-2.0
#include "http/response_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "fakes/client_under_test.h"

namespace herald {
namespace {

constexpr char kHead[] = "HTTP/1.1 200 OK\r\n";

HttpClientOptions SmallBounds() {
  HttpClientOptions options;
  options.max_response_header_bytes = 256;
  options.max_response_body_bytes = 16;
  return options;
}

// What becomes of an answer that comes in pieces of this size.
std::string Parse(const std::string& bytes, bool is_head_request, bool ends,
                  std::size_t piece) {
  const HttpClientOptions options = SmallBounds();
  ResponseParser parser(options, is_head_request);
  for (std::size_t at = 0;
       at < bytes.size() && !parser.is_complete() && !parser.error();
       at += piece) {
    parser.Take(std::string_view(bytes).substr(at, piece));
  }
  if (ends && !parser.is_complete() && !parser.error()) parser.TakeEnd();
  if (parser.is_complete()) return ToText(parser.TakeResponse());
  return parser.error() ? ToText(*parser.error()) : "needs more";
}

struct Case {
  std::string name;
  std::string bytes;
  std::string expected;
  bool is_head_request = false;
  bool ends = true;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 64u, 100'000u}) {
      const std::string got = Parse(c.bytes, c.is_head_request, c.ends, piece);
      EXPECT_EQ(got.substr(0, c.expected.size()), c.expected)
          << "in pieces of " << piece;
      // A body that is cut short must not pass for the whole.
      if (got[0] != 'k') {
        EXPECT_EQ(got, c.expected);
      }
    }
  }
}

TEST(ResponseParser, ReadsEveryFraming) {
  const std::string head = kHead;
  Check({
      {"length", head + "Content-Length: 2\r\n\r\nhi", "200 hi", false, false},
      {"no body", head + "Content-Length: 0\r\n\r\n", "200 ", false, false},
      {"closed", head + "\r\nhi", "200 hi"},
      {"closed and empty", head + "\r\n", "200 "},
      {"old version", "HTTP/1.0 200 OK\r\n\r\nhi", "200 hi"},
      {"no reason", "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nhi", "200 hi"},
      {"chunked",
       head + "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1;x=y\r\ni\r\n"
              "0\r\nTrailer: dropped\r\n\r\n",
       "200 hi", false, false},
      {"to HEAD", head + "Content-Length: 999\r\n\r\n", "200 ", true, false},
      {"204", "HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n", "204 ", false,
       false},
      {"304", "HTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n", "304 ", false,
       false},
      {"after 1xx",
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n" +
           head + "Content-Length: 2\r\n\r\nhi",
       "200 hi", false, false},
      {"largest body", head + "Content-Length: 16\r\n\r\n0123456789abcdef",
       "200 0123456789abcdef", false, false},
  });
}

TEST(ResponseParser, RefusesWhatIsNotHttp) {
  const std::string head = kHead;
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  std::string interim;
  for (int i = 0; i < 9; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  const std::string wrong = "kMalformedResponse possibly sent: ";
  Check({
      {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n", wrong},
      {"binary", std::string("\0\1\2\3\xff\xfe\r\n\r\n", 10), wrong},
      {"version", "HTTP/2.0 200 OK\r\n\r\n", wrong},
      {"status", "HTTP/1.1 2xx OK\r\n\r\n", wrong},
      {"header", head + "No colon\r\n\r\n", wrong},
      {"length", head + "Content-Length: -1\r\n\r\n", wrong},
      {"lengths", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nhi",
       wrong},
      {"both", head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
       wrong},
      {"chunk size", chunked + "zz\r\nhi\r\n0\r\n\r\n", wrong},
      {"chunk end", chunked + "1\r\nhi\r\n0\r\n\r\n", wrong},
      {"101", "HTTP/1.1 101 Switch\r\n\r\n", wrong + "switches"},
      {"1xx for ever", interim, wrong + "never gets beyond"},
  });
}

TEST(ResponseParser, KeepsItsBounds) {
  const std::string head = kHead;
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  std::string fields;
  for (int i = 0; i < 100; ++i) fields += "A: b\r\n";
  const std::string large = "kResponseTooLarge possibly sent: ";
  Check({
      {"header", head + "A: " + std::string(300, 'b'), large + "has a head"},
      {"headers", head + fields, large + "has a head"},
      {"status line", "HTTP/1.1 200 " + std::string(300, 'b'), large},
      {"length", head + "Content-Length: 17\r\n\r\n", large + "has a body"},
      {"closed", head + "\r\n" + std::string(17, 'b'), large + "has a body"},
      {"chunk", chunked + "11\r\nx", large + "has a body"},
      {"chunks", chunked + "9\r\n123456789\r\n9\r\n", large + "has a body"},
      {"chunk line", chunked + "1;" + std::string(300, 'b'), large},
      {"trailers", chunked + "0\r\n" + fields, large},
  });
}

TEST(ResponseParser, TellsAnUntimelyEnd) {
  const std::string head = kHead;
  const std::string lost = "kConnectionLost possibly sent: ";
  Check({
      {"nothing", "", lost + "did not come"},
      {"status line", "HTTP/1.1 2", lost + "ended too early"},
      {"head", head + "A: b\r\n", lost + "ended too early"},
      {"body", head + "Content-Length: 2\r\n\r\nh", lost + "ended too early"},
      {"chunk", head + "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n",
       lost + "ended too early"},
      {"after 1xx", "HTTP/1.1 100 Continue\r\n\r\n", lost + "ended too early"},
  });
}

TEST(ResponseParser, SurvivesDamagedAnswersInRandomPieces) {
  const std::string head = kHead;
  const std::vector<std::string> answers = {
      head + "Content-Length: 2\r\n\r\nhi",
      head +
          "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1;x=\"y\"\r\ni\r\n"
          "0\r\nTrailer: a\r\n b\r\n\r\n",
      "HTTP/1.1 100 Go\r\n\r\n" + head + "Connection: close, x\r\n\r\nhi",
  };
  const std::string spice = std::string("\r\n\t :;,=\"0189afF-", 17) + '\0';
  std::minstd_rand random(1);
  for (int i = 0; i < 30'000; ++i) {
    std::string bytes = answers[random() % answers.size()];
    for (unsigned n = random() % 4; n > 0; --n) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = spice[random() % spice.size()];
          break;
        case 1:
          bytes.insert(at, 1, spice[random() % spice.size()]);
          break;
        default:
          bytes.erase(at, 1 + random() % 3);
      }
    }
    const std::string got =
        Parse(bytes, random() % 8 == 0, true, 1 + random() % 9);
    ASSERT_NE(got, "needs more");
  }
}

bool IsReusable(const std::string& bytes) {
  const HttpClientOptions options = SmallBounds();
  ResponseParser parser(options, false);
  parser.Take(bytes);
  if (!parser.is_complete()) parser.TakeEnd();
  return parser.is_complete() && parser.is_reusable();
}

TEST(ResponseParser, TellsWhetherTheConnectionCanGoOn) {
  const std::string head = kHead;
  const std::string empty = "Content-Length: 0\r\n\r\n";
  EXPECT_TRUE(IsReusable(head + empty));
  EXPECT_TRUE(
      IsReusable("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + empty));
  EXPECT_FALSE(IsReusable(head + "Connection: close\r\n" + empty));
  EXPECT_FALSE(IsReusable("HTTP/1.0 200 OK\r\n" + empty));
  EXPECT_FALSE(IsReusable(head + "\r\n"));
  EXPECT_FALSE(IsReusable(head + empty + "x"));
}

}  // namespace
}  // namespace herald
