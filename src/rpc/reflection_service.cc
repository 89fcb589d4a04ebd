// SPDX-License-Identifier: Apache-2.0
#include "rpc/reflection_service.h"

#include <utility>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/async_stream.h>

#include <optional>
#include <set>

#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "rpc/admission.h"

namespace herald {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;

namespace stable = grpc::reflection::v1;
namespace alpha = grpc::reflection::v1alpha;

constexpr int kMaxStreams = 1000;

template <typename Response>
void SetNotFound(Response& response) {
  response.mutable_error_response()->set_error_code(
      grpc::StatusCode::NOT_FOUND);
  response.mutable_error_response()->set_error_message("not found");
}

// The file and all that it imports, each once; imports may form a diamond.
template <typename Response>
void AddFiles(const FileDescriptor* file, std::set<std::string>& seen,
              Response& response) {
  if (!seen.insert(file->name()).second) return;
  google::protobuf::FileDescriptorProto proto;
  file->CopyTo(&proto);
  response.mutable_file_descriptor_response()->add_file_descriptor_proto(
      proto.SerializeAsString());
  for (int i = 0; i < file->dependency_count(); ++i)
    AddFiles(file->dependency(i), seen, response);
}

template <typename Response>
void AnswerFile(const FileDescriptor* file, Response& response) {
  std::set<std::string> seen;
  if (file == nullptr) return SetNotFound(response);
  AddFiles(file, seen, response);
}

template <typename Response>
void AnswerExtensionNumbers(const std::string& type, Response& response) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const auto* descriptor = pool.FindMessageTypeByName(type);
  if (descriptor == nullptr) return SetNotFound(response);
  std::vector<const FieldDescriptor*> extensions;
  pool.FindAllExtensions(descriptor, &extensions);
  auto& answer = *response.mutable_all_extension_numbers_response();
  answer.set_base_type_name(type);
  for (const FieldDescriptor* extension : extensions)
    answer.add_extension_number(extension->number());
}

template <typename Request, typename Response>
void Answer(const Request& request, const std::vector<std::string>& services,
            Response& response) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case Request::kFileByFilename:
      return AnswerFile(pool.FindFileByName(request.file_by_filename()),
                        response);
    case Request::kFileContainingSymbol:
      return AnswerFile(
          pool.FindFileContainingSymbol(request.file_containing_symbol()),
          response);
    case Request::kFileContainingExtension: {
      const auto& wanted = request.file_containing_extension();
      const auto* type = pool.FindMessageTypeByName(wanted.containing_type());
      const auto* extension =
          type == nullptr
              ? nullptr
              : pool.FindExtensionByNumber(type, wanted.extension_number());
      return AnswerFile(extension == nullptr ? nullptr : extension->file(),
                        response);
    }
    case Request::kAllExtensionNumbersOfType:
      return AnswerExtensionNumbers(request.all_extension_numbers_of_type(),
                                    response);
    case Request::kListServices:
      for (const std::string& service : services)
        response.mutable_list_services_response()->add_service()->set_name(
            service);
      return;
    case Request::MESSAGE_REQUEST_NOT_SET:
      response.mutable_error_response()->set_error_code(
          grpc::StatusCode::INVALID_ARGUMENT);
      response.mutable_error_response()->set_error_message(
          "message_request is required");
  }
}

// A reflection service of one version.
template <typename Generated, typename Request, typename Response>
class ReflectionService final : public QueuedService {
 public:
  explicit ReflectionService(std::vector<std::string> services)
      : services_(std::move(services)), streams_(kMaxStreams) {}

  grpc::Service& service() override { return service_; }
  void Await(CallQueue& queue) override { new Stream(*this, queue); }

 private:
  // One stream of questions and answers, from when it is awaited. It owns
  // itself; one event is under way at any time.
  class Stream {
   public:
    Stream(ReflectionService& reflection, CallQueue& queue)
        : reflection_(reflection), hold_(queue) {
      reflection.service_.RequestServerReflectionInfo(
          &context_, &stream_, queue.get(), queue.get(), &begin_);
    }

   private:
    void Begin(bool is_ok) {
      if (!is_ok) return End(false);
      reflection_.Await(hold_.queue());
      if (auto ticket = reflection_.streams_.TryEnter(); ticket.has_value()) {
        ticket_.emplace(*std::move(ticket));
        return Ask(true);
      }
      stream_.Finish(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                  "too many reflection streams"),
                     &end_);
    }

    void Ask(bool is_ok) {
      if (!is_ok) return stream_.Finish(grpc::Status::OK, &end_);
      stream_.Read(&request_, &asked_);
    }

    void Asked(bool is_ok) {
      if (!is_ok) return stream_.Finish(grpc::Status::OK, &end_);
      Response response;
      Answer(request_, reflection_.services_, response);
      stream_.Write(response, &answered_);
    }

    void End(bool) { delete this; }

    ReflectionService& reflection_;
    const CallQueue::Hold hold_;
    std::optional<Admission::Ticket> ticket_;
    grpc::ServerContext context_;
    grpc::ServerAsyncReaderWriter<Response, Request> stream_{&context_};
    Request request_;
    CallQueue::EventOf<Stream, &Stream::Begin> begin_{*this};
    CallQueue::EventOf<Stream, &Stream::Asked> asked_{*this};
    CallQueue::EventOf<Stream, &Stream::Ask> answered_{*this};
    CallQueue::EventOf<Stream, &Stream::End> end_{*this};
  };

  const std::vector<std::string> services_;
  Generated service_;
  Admission streams_;
};

}  // namespace

std::unique_ptr<QueuedService> MakeReflectionServiceV1(
    std::vector<std::string> services) {
  return std::make_unique<ReflectionService<
      stable::ServerReflection::AsyncService, stable::ServerReflectionRequest,
      stable::ServerReflectionResponse>>(std::move(services));
}

std::unique_ptr<QueuedService> MakeReflectionServiceV1Alpha(
    std::vector<std::string> services) {
  return std::make_unique<ReflectionService<
      alpha::ServerReflection::AsyncService, alpha::ServerReflectionRequest,
      alpha::ServerReflectionResponse>>(std::move(services));
}

}  // namespace herald
