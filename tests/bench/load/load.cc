// SPDX-License-Identifier: Apache-2.0
#include "load/load.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/byte_buffer.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <thread>

#include "fmt/format.h"
#include "herald/v1/notification_service.grpc.pb.h"

namespace herald::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kMethod[] = "/herald.v1.NotificationService/DeliverNotification";
constexpr std::chrono::seconds kPatience(30);

struct Call {
  std::optional<grpc::ClientContext> context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  Clock::time_point due;
  bool is_measured = false;
};

grpc::ByteBuffer Serialize(const v1::DeliverNotificationRequest& request) {
  const grpc::Slice slice(request.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::string OutcomeOf(grpc::ByteBuffer* bytes) {
  v1::DeliverNotificationResponse response;
  const grpc::Status status =
      grpc::SerializationTraits<v1::DeliverNotificationResponse>::Deserialize(
          bytes, &response);
  if (!status.ok()) return "not a response";
  return v1::Outcome_Name(response.outcome()).substr(sizeof("OUTCOME_") - 1);
}

std::string FailureOf(const grpc::Status& status) {
  return fmt::format("RPC {}: {}", static_cast<int>(status.error_code()),
                     status.error_message());
}

// One thread's share of the load.
class Lane {
 public:
  Lane(const Load& load, int index, Clock::time_point begin,
       std::atomic<std::int64_t>* next)
      : load_(load), begin_(begin), next_(*next) {
    grpc::ChannelArguments arguments;
    arguments.SetInt("herald.lane", index);  // Else they share a connection.
    // gRPC 1.51 now and then takes a connection that is being made for failed,
    // by an errno of somebody else's.
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
    stub_ = std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
        load.target, grpc::InsecureChannelCredentials(), arguments));
    calls_.resize(load.in_flight / load.threads +
                  (index < load.in_flight % load.threads));
    for (Call& call : calls_) idle_.push_back(&call);
    request_ = Serialize(load.request);
    measured_from_ = begin + absl::ToChronoNanoseconds(load.warm_up);
    end_ = begin + absl::ToChronoNanoseconds(load.time);
  }

  void Run() {
    while (BeginWhatIsDue() || idle_.size() < calls_.size()) {
      void* tag = nullptr;
      bool ok = false;
      const auto event = queue_.AsyncNext(&tag, &ok, NextDeadline());
      if (event == grpc::CompletionQueue::GOT_EVENT)
        End(*static_cast<Call*>(tag));
    }
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  LoadResult result;
  Clock::time_point last_end;

 private:
  // When a call of an open loop is due.
  Clock::time_point DueTime(std::int64_t number) const {
    return begin_ + std::chrono::nanoseconds(static_cast<std::int64_t>(
                        1e9 * static_cast<double>(number) / load_.rate));
  }

  // Takes the number of the next call, unless that was the last.
  std::optional<std::int64_t> Take() {
    const std::int64_t number = next_++;
    if (load_.calls > 0) {
      if (number >= load_.calls) return std::nullopt;
    } else if (load_.rate > 0 ? DueTime(number) >= end_
                              : Clock::now() >= end_) {
      return std::nullopt;
    }
    return number;
  }

  // Whether there are more calls to come.
  bool BeginWhatIsDue() {
    while (!is_over_ && !idle_.empty()) {
      if (!taken_) taken_ = Take();
      if (!taken_) {
        is_over_ = true;
        break;
      }
      const Clock::time_point now = Clock::now();
      const Clock::time_point due = load_.rate > 0 ? DueTime(*taken_) : now;
      if (due > now) break;
      Begin(*taken_, due);
      taken_.reset();
    }
    return !is_over_;
  }

  Clock::time_point NextDueTime() const {
    return taken_ && !idle_.empty() ? DueTime(*taken_)
                                    : Clock::now() + kPatience;
  }

  // The queue takes wall time.
  std::chrono::system_clock::time_point NextDeadline() const {
    return std::chrono::system_clock::now() + (NextDueTime() - Clock::now());
  }

  void Begin(std::int64_t number, Clock::time_point due) {
    Call& call = *idle_.front();
    idle_.pop_front();
    call.context.emplace();
    call.context->set_deadline(std::chrono::system_clock::now() + kPatience);
    call.context->set_wait_for_ready(true);
    call.due = due;
    call.is_measured = number >= load_.warm_up_calls && due >= measured_from_;
    if (load_.is_numbered) request_ = Serialize(Numbered(number));
    call.response.Clear();
    call.reader =
        stub_->PrepareUnaryCall(&*call.context, kMethod, request_, &queue_);
    call.reader->StartCall();
    call.reader->Finish(&call.response, &call.status, &call);
  }

  v1::DeliverNotificationRequest Numbered(std::int64_t number) const {
    v1::DeliverNotificationRequest request = load_.request;
    v1::Notification& notification = *request.mutable_notification();
    (*notification.mutable_labels())["number"] = std::to_string(number);
    if (notification.has_phone()) {
      std::string& phone = *notification.mutable_phone()->mutable_recipient();
      phone.replace(phone.size() - 4, 4, fmt::format("{:04}", number % 10'000));
    }
    return request;
  }

  void End(Call& call) {
    last_end = Clock::now();
    if (call.is_measured) {
      const auto latency =
          std::chrono::duration_cast<std::chrono::microseconds>(last_end -
                                                                call.due);
      result.latencies.push_back(static_cast<std::uint32_t>(latency.count()));
    }
    ++result.calls;
    ++result.outcomes[call.status.ok() ? OutcomeOf(&call.response)
                                       : FailureOf(call.status)];
    idle_.push_back(&call);
  }

  const Load& load_;
  const Clock::time_point begin_;
  std::atomic<std::int64_t>& next_;
  Clock::time_point measured_from_, end_;
  grpc::ByteBuffer request_;
  std::unique_ptr<grpc::GenericStub> stub_;
  grpc::CompletionQueue queue_;
  std::deque<Call> calls_;
  std::deque<Call*> idle_;
  std::optional<std::int64_t> taken_;
  bool is_over_ = false;
};

}  // namespace

LoadResult Run(const Load& load) {
  std::atomic<std::int64_t> next = 0;
  const Clock::time_point begin = Clock::now();
  std::deque<Lane> lanes;
  for (int i = 0; i < load.threads; ++i)
    lanes.emplace_back(load, i, begin, &next);
  std::vector<std::thread> threads;
  for (Lane& lane : lanes) threads.emplace_back([&] { lane.Run(); });
  for (std::thread& thread : threads) thread.join();

  LoadResult result;
  Clock::time_point last_end = begin;
  for (const Lane& lane : lanes) {
    result.calls += lane.result.calls;
    for (const auto& [outcome, count] : lane.result.outcomes)
      result.outcomes[outcome] += count;
    result.latencies.insert(result.latencies.end(),
                            lane.result.latencies.begin(),
                            lane.result.latencies.end());
    last_end = std::max(last_end, lane.last_end);
  }
  std::ranges::sort(result.latencies);
  result.time = absl::FromChrono(last_end - begin) - load.warm_up;
  return result;
}

}  // namespace herald::bench
