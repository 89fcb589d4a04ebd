// SPDX-License-Identifier: Apache-2.0
#include "providers/remote/handler_call.h"

#include <optional>

namespace herald {

HandlerReply HandlerCall::TakeReply() {
  Cancel();
  if (!is_over()) {
    return Failed(kDeadlineExceeded, "the deadline is over");
  }
  if (!failure_.empty()) return Failed(kUnavailable, failure_);
  return Interpret();
}

void HandlerCall::TakeField(std::string_view name, std::string_view value) {
  status_.TakeField(name, value);
}

void HandlerCall::TakeBody(std::string_view bytes) {
  messages_.Take(bytes);
  size_ += bytes.size();
  // Beyond that there is a second message or one that is too large.
  if (size_ > 2 * kMaxBytes) is_over_.Give();
}

void HandlerCall::TakeEnd() { is_over_.Give(); }

void HandlerCall::TakeFailure(std::string_view reason) {
  failure_ = reason;
  is_over_.Give();
}

HandlerReply HandlerCall::Interpret() {
  const std::optional<std::string_view> message = messages_.Next();
  switch (messages_.fault()) {
    case GrpcMessages::Fault::kTooLarge:
      return Failed(kResourceExhausted, "the answer is larger than 64 KiB");
    case GrpcMessages::Fault::kCompressed:
      return Failed(kInternal, "the answer is compressed");
    case GrpcMessages::Fault::kNone:
      break;
  }
  if (std::optional<HandlerError> error = status_.Error()) {
    return *std::move(error);
  }
  if (!message.has_value()) return Failed(kInternal, "no answer");
  if (!messages_.is_at_end()) return Failed(kInternal, "more than one answer");
  v1::HandleNotificationResponse response;
  if (!response.ParseFromArray(message->data(),
                               static_cast<int>(message->size()))) {
    return Failed(kInternal, "an answer that is no message of the contract");
  }
  return response;
}

HandlerError HandlerCall::Failed(GrpcCode code, std::string reason) const {
  return {code, std::move(reason), !is_possibly_sent()};
}

}  // namespace herald
