// SPDX-License-Identifier: Apache-2.0
// Sends the upstream's request and reads its answer, over and over: what Boost
// Beast costs by itself, and how long the upstream takes.
//
//   exchange PORT IN_FLIGHT SECONDS
//
// Prints JSON: calls, microseconds of CPU time for each, p50 in microseconds.
#include <utility>  // Boost 1.74 needs it first.

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Clock = std::chrono::steady_clock;
using asio::ip::tcp;

constexpr char kBody[] =
    R"({"to":"+18085550100","text":"471112 is your verification code for Example"})";

double CpuMicroseconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return 1e6 * static_cast<double>(usage.ru_utime.tv_sec +
                                   usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

asio::awaitable<void> Exchange(unsigned short port, Clock::time_point end,
                               std::vector<std::uint32_t>& latencies) {
  tcp::socket socket(co_await asio::this_coro::executor);
  const tcp::endpoint upstream(asio::ip::make_address_v4("127.0.0.1"), port);
  co_await socket.async_connect(upstream, asio::use_awaitable);
  socket.set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  while (true) {
    const Clock::time_point begin = Clock::now();
    if (begin >= end) co_return;
    http::request<http::string_body> request(http::verb::post, "/send", 11,
                                             kBody);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    co_await http::async_write(socket, request, asio::use_awaitable);
    http::response<http::string_body> response;
    co_await http::async_read(socket, buffer, response, asio::use_awaitable);
    if (response.result() != http::status::ok) std::abort();
    latencies.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() -
                                                              begin)
            .count()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  asio::io_context context(1);
  std::vector<std::uint32_t> latencies;
  const Clock::time_point end =
      Clock::now() +
      std::chrono::milliseconds(static_cast<int>(1000 * std::atof(argv[3])));
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    asio::co_spawn(context,
                   Exchange(static_cast<unsigned short>(std::atoi(argv[1])),
                            end, latencies),
                   [](std::exception_ptr error) {
                     if (error) std::rethrow_exception(error);
                   });
  }
  context.run();
  std::ranges::sort(latencies);
  std::printf("{\"calls\": %zu, \"cpu_microseconds\": %.3f, \"p50\": %u}\n",
              latencies.size(),
              CpuMicroseconds() / static_cast<double>(latencies.size()),
              latencies[latencies.size() / 2]);
}
