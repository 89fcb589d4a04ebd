// SPDX-License-Identifier: Apache-2.0
#include "app/reload_command.h"

#include <utility>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <string_view>
#include <variant>
#include <vector>

#include "app/configuration_loader.h"
#include "fmt/format.h"
#include "http/beast_http_client.h"
#include "http/url.h"

namespace herald {
namespace {

constexpr std::chrono::seconds kMaxWait(60);
constexpr int kUnprocessable = 422;

// Where a server that listens there can be reached from this machine.
std::string LocalAddress(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  const std::string host = listen.substr(0, colon);
  if (host == "0.0.0.0") return "127.0.0.1" + listen.substr(colon);
  return host == "[::]" ? "[::1]" + listen.substr(colon) : listen;
}

// The answer to a POST, or why there is none.
HttpResult Post(const Url& url) {
  boost::asio::io_context context(1);
  auto client = BeastHttpClient::Create(context.get_executor(), {});
  if (!client.ok()) {
    return HttpError{.message = std::string(client.status().message())};
  }
  const HttpRequest request{.origin = url.origin, .target = url.target};
  HttpResult result;
  boost::asio::co_spawn(
      context,
      (*client)->Send(request, std::chrono::steady_clock::now() + kMaxWait),
      [&](std::exception_ptr, HttpResult answer) {
        result = std::move(answer);
        (*client)->Close();
      });
  context.run();
  return result;
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::optional<Failure> ReloadServer(const std::string& file) {
  const LoadedConfiguration loaded = LoadConfiguration(file);
  if (!loaded.errors.empty()) {
    Failure failure{.exit_code = 2};
    for (const ConfigurationError& error : loaded.errors.Sorted()) {
      failure.lines.push_back(error.ToString());
    }
    return failure;
  }
  const std::string& listen = loaded.configuration.monitoring().listen();
  if (listen.empty()) {
    return Failure{1,
                   {"herald: the file has no `monitoring.listen` to ask the "
                    "server at; send it SIGHUP instead"}};
  }
  const auto url =
      ParseUrl(fmt::format("http://{}/reload", LocalAddress(listen)));
  if (!url.ok()) {
    return Failure{1, {fmt::format("herald: cannot reach {}", listen)}};
  }
  const HttpResult result = Post(*url);
  if (const auto* error = std::get_if<HttpError>(&result)) {
    return Failure{
        1, {fmt::format("herald: no server answers: {}", error->message)}};
  }
  const HttpResponse& response = std::get<HttpResponse>(result);
  if (response.status == 200) return std::nullopt;
  if (response.status == kUnprocessable) {
    return Failure{2, LinesOf(response.body)};
  }
  return Failure{1,
                 {fmt::format("herald: the server answers with HTTP status {}",
                              response.status)}};
}

}  // namespace herald
