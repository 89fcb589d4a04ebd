// SPDX-License-Identifier: Apache-2.0
#include "http/exchange.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "http/request_head.h"
#include "http/response_parser.h"

namespace herald {
namespace {

namespace asio = boost::asio;

// A small body is sent from the head's buffer: one TLS record, one packet.
constexpr std::size_t kMaxJoinedBody = 16 * 1024;

HttpError Lost(const HttpRequest& request, const std::string& reason) {
  return {
      HttpErrorKind::kConnectionLost, true,
      absl::StrCat("the connection to ", OriginName(request.origin),
                   " broke after the request had begun to leave: ", reason)};
}

HttpError Refused(const HttpRequest& request, const std::string& reason) {
  return {HttpErrorKind::kTls, false,
          absl::StrCat(OriginName(request.origin),
                       " took nothing, because it does not accept ",
                       request.origin.certificate == nullptr
                           ? "a client without a certificate: "
                           : "the client certificate: ",
                       reason)};
}

HttpError TimedOut(const HttpRequest& request) {
  return {HttpErrorKind::kTimeout, true,
          absl::StrCat("no complete answer from ", OriginName(request.origin),
                       " within the deadline")};
}

asio::awaitable<StreamStep> WriteRequest(ByteStream& stream,
                                         const HttpRequest& request) {
  std::string head = BuildRequestHead(request);
  std::string_view body = request.body;
  if (body.size() <= kMaxJoinedBody) {
    head.append(body);
    body = {};
  }
  co_return co_await stream.Write(head, body);
}

// Reads until the parser has all it needs. Anything but kDone: it never will.
asio::awaitable<StreamStep> ReadAnswer(ByteStream& stream,
                                       ResponseParser& parser,
                                       ReadBuffer& buffer) {
  while (!parser.is_complete() && !parser.error()) {
    IoResult result = {IoStatus::kWantRead, 0};
    if (!stream.has_read_all()) {
      result = stream.TryRead(buffer.data(), buffer.size());
    }
    if (result.status == IoStatus::kDone) {
      parser.Take(std::string_view(buffer.data(), result.size));
    } else if (result.status == IoStatus::kClosed) {
      parser.TakeEnd();
    } else if (result.status == IoStatus::kFailed) {
      co_return StreamStep::kFailed;
    } else {
      const StreamStep step = co_await stream.WaitFor(result.status);
      if (step != StreamStep::kDone) co_return step;
    }
  }
  co_return StreamStep::kDone;
}

}  // namespace

asio::awaitable<Exchanged> Exchange(ByteStream& stream,
                                    const HttpRequest& request,
                                    const HttpClientOptions& options,
                                    ReadBuffer& buffer) {
  const StreamStep written = co_await WriteRequest(stream, request);
  const std::string write_failure =
      written == StreamStep::kFailed ? stream.reason() : "";
  ResponseParser parser(options, request.method == "HEAD");
  StreamStep read = written;
  if (written != StreamStep::kExpired) {
    read = co_await ReadAnswer(stream, parser, buffer);
  }

  Exchanged exchanged;
  if (read == StreamStep::kExpired) {
    exchanged.result = TimedOut(request);
  } else if (parser.is_complete()) {
    exchanged.result = parser.TakeResponse();
    exchanged.is_reusable =
        parser.is_reusable() && written == StreamStep::kDone;
  } else if (read == StreamStep::kFailed && stream.is_refused()) {
    exchanged.result = Refused(request, stream.reason());
  } else if (written == StreamStep::kFailed) {
    exchanged.result = Lost(request, write_failure);
  } else if (read == StreamStep::kFailed) {
    exchanged.result = Lost(request, stream.reason());
  } else {
    HttpError error = *parser.error();
    error.message = absl::StrCat("the answer from ", OriginName(request.origin),
                                 " ", error.message);
    exchanged.result = std::move(error);
  }
  co_return exchanged;
}

}  // namespace herald
