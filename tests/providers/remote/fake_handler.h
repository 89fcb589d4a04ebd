// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/check.h"
#include "herald/v1/notification_handler_service.pb.h"

namespace herald {

// What a fake handler answers: any messages, as bytes, then a status; or
// nothing, until the call is cancelled.
struct HandlerAnswer {
  std::vector<std::string> messages;
  grpc::Status status;
  std::map<std::string, std::string> trailing_metadata;
  bool is_never = false;
};

inline HandlerAnswer Says(const v1::HandleNotificationResponse& response) {
  return {.messages = {response.SerializeAsString()}};
}

inline HandlerAnswer SaysDelivered(const std::string& id) {
  v1::HandleNotificationResponse response;
  response.mutable_delivered()->set_provider_message_id(id);
  return Says(response);
}

// A handler that answers every call by a function, on gRPC's threads. It can
// break the contract as no generated code could.
class FakeHandler : public grpc::CallbackGenericService {
 public:
  using Script = std::function<HandlerAnswer(
      const v1::HandleNotificationRequest& request,
      const grpc::GenericCallbackServerContext& call)>;

  // Listens at `address`; port 0 means any.
  FakeHandler(Script script, const std::string& address = "127.0.0.1:0",
              std::shared_ptr<grpc::ServerCredentials> credentials =
                  grpc::InsecureServerCredentials(),
              bool has_health = true)
      : script_(std::move(script)) {
    grpc::EnableDefaultHealthCheckService(has_health);
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort(address, credentials, &port);
    builder.RegisterCallbackGenericService(this);
    server_ = builder.BuildAndStart();
    Check(server_ != nullptr, "listen");
    address_ = address.rfind("unix:", 0) == 0
                   ? address
                   : "127.0.0.1:" + std::to_string(port);
  }
  ~FakeHandler() override { Die(); }

  const std::string& address() const { return address_; }

  // Ends all calls at once, whatever they are at.
  void Die() { server_->Shutdown(std::chrono::system_clock::now()); }

  void SetServing(bool is_serving) {
    server_->GetHealthCheckService()->SetServingStatus(is_serving);
  }

 private:
  // One call.
  class Reactor : public grpc::ServerGenericBidiReactor {
   public:
    Reactor(const Script& script, grpc::GenericCallbackServerContext* call)
        : script_(script), call_(call) {
      StartRead(&buffer_);
    }

   private:
    void OnReadDone(bool is_ok) override {
      if (!is_ok) return Finish(grpc::Status::CANCELLED);
      v1::HandleNotificationRequest request;
      grpc::Slice slice;
      Check(buffer_.DumpToSingleSlice(&slice).ok() &&
                request.ParseFromArray(slice.begin(),
                                       static_cast<int>(slice.size())),
            "read a request");
      answer_ = script_(request, *call_);
      for (const auto& [name, value] : answer_.trailing_metadata) {
        call_->AddTrailingMetadata(name, value);
      }
      if (!answer_.is_never) Next();
    }
    void OnWriteDone(bool is_ok) override {
      is_ok ? Next() : Finish(grpc::Status::CANCELLED);
    }
    void OnCancel() override {
      if (answer_.is_never) Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

    void Next() {
      if (written_ == answer_.messages.size()) return Finish(answer_.status);
      const grpc::Slice slice(answer_.messages[written_++]);
      buffer_ = grpc::ByteBuffer(&slice, 1);
      StartWrite(&buffer_);
    }

    const Script& script_;
    grpc::GenericCallbackServerContext* const call_;
    grpc::ByteBuffer buffer_;
    HandlerAnswer answer_;
    std::size_t written_ = 0;
  };

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* call) override {
    if (call->method() != kMethod) {
      auto* refusal = new Refusal;
      refusal->Finish(grpc::Status(grpc::StatusCode::UNIMPLEMENTED, ""));
      return refusal;
    }
    return new Reactor(script_, call);
  }

  static constexpr char kMethod[] =
      "/herald.v1.NotificationHandlerService/HandleNotification";

  // A call of what it does not serve.
  class Refusal : public grpc::ServerGenericBidiReactor {
    void OnDone() override { delete this; }
  };

  const Script script_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace herald
