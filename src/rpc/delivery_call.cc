// SPDX-License-Identifier: Apache-2.0
#include "rpc/delivery_call.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "rpc/status.h"
#include "rpc/validation.h"

namespace herald {

DeliveryCall* DeliveryCall::Start(const Lane& lane, const Wording& wording,
                                  Admission::Ticket ticket,
                                  const Request& request, Response* response,
                                  Deadline deadline) {
  auto* call = new DeliveryCall(response);
  const std::shared_ptr<Shared> shared = call->shared_;
  // The only exceptions that arrive here are bugs or a lack of memory.
  auto on_exit = [call, shared](std::exception_ptr error) {
    if (error && !shared->is_finished.exchange(true)) {
      call->Finish(grpc::Status(grpc::StatusCode::INTERNAL,
                                "an internal error; the notification may have "
                                "been sent"));
    }
  };
  boost::asio::co_spawn(lane.executor,
                        Run(call, shared, lane.engine, &wording, request,
                            deadline, std::move(ticket)),
                        std::move(on_exit));
  return call;
}

void DeliveryCall::OnCancel() {
  shared_->caller_gone = true;
  if (!shared_->is_finished.exchange(true)) Finish(grpc::Status::CANCELLED);
}

boost::asio::awaitable<void> DeliveryCall::Run(
    DeliveryCall* call, std::shared_ptr<Shared> shared, Engine* engine,
    const Wording* wording, Request request, Deadline deadline,
    Admission::Ticket ticket) {
  FieldViolations violations;
  Validate(request, violations);
  std::string template_locale;
  grpc::Status status = violations.empty()
                            ? wording->Fill(request, &template_locale)
                            : InvalidArgument(violations);
  absl::StatusOr<Response> response;
  if (status.ok()) {
    CallContext context;
    context.deadline = deadline;
    context.caller_gone = &shared->caller_gone;
    response = co_await engine->Deliver(request, context);
    status = ToGrpcStatus(response.status());
  }
  // Before the answer: who has it may call again at once.
  {
    const Admission::Ticket ended = std::move(ticket);
  }
  if (shared->is_finished.exchange(true)) co_return;
  if (response.ok()) {
    response->set_template_locale(template_locale);
    call->response_->Swap(&*response);
  }
  call->Finish(status);
}

}  // namespace herald
