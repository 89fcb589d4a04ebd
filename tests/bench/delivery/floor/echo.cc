// SPDX-License-Identifier: Apache-2.0
// Answers every delivery at once: what gRPC for C++ costs by itself, with a
// completion queue and a thread for each processor.
//
//   echo PORT
#include <grpcpp/grpcpp.h>

#include <memory>
#include <thread>
#include <vector>

#include "herald/v1/notification_service.grpc.pb.h"

namespace {

using herald::v1::DeliverNotificationRequest;
using herald::v1::DeliverNotificationResponse;
using Service =
    herald::v1::NotificationService::WithAsyncMethod_DeliverNotification<
        herald::v1::NotificationService::Service>;

class Call {
 public:
  Call(Service* service, grpc::ServerCompletionQueue* queue)
      : service_(service), queue_(queue), responder_(&context_) {
    service_->RequestDeliverNotification(&context_, &request_, &responder_,
                                         queue_, queue_, this);
  }

  void Proceed() {
    if (is_answered_) {
      delete this;
      return;
    }
    new Call(service_, queue_);
    DeliverNotificationResponse response;
    response.set_outcome(herald::v1::OUTCOME_DELIVERED);
    response.set_provider("upstream");
    response.set_provider_message_id("msg-1");
    herald::v1::Attempt& attempt = *response.add_attempts();
    attempt.set_outcome(herald::v1::OUTCOME_DELIVERED);
    attempt.set_provider("upstream");
    attempt.set_provider_message_id("msg-1");
    attempt.mutable_start_time()->set_seconds(1'800'000'000);
    attempt.mutable_duration()->set_nanos(1'000'000);
    is_answered_ = true;
    responder_.Finish(response, grpc::Status::OK, this);
  }

 private:
  Service* const service_;
  grpc::ServerCompletionQueue* const queue_;
  grpc::ServerContext context_;
  DeliverNotificationRequest request_;
  grpc::ServerAsyncResponseWriter<DeliverNotificationResponse> responder_;
  bool is_answered_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Service service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:" + std::string(argv[1]),
                           grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  std::vector<std::unique_ptr<grpc::ServerCompletionQueue>> queues;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    queues.push_back(builder.AddCompletionQueue());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::vector<std::thread> threads;
  for (auto& queue : queues) {
    threads.emplace_back([&] {
      for (int i = 0; i < 16; ++i) new Call(&service, queue.get());
      void* tag = nullptr;
      bool is_ok = false;
      while (queue->Next(&tag, &is_ok)) {
        if (is_ok) static_cast<Call*>(tag)->Proceed();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}
