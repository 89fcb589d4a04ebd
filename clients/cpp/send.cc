// SPDX-License-Identifier: Apache-2.0
// Sends one notification, and shows a caller's three ways on: delivered, try
// again later, or give up.
//
//   herald_send [--expect=delivered|retry|dropped] ADDRESS REQUEST
//
// REQUEST is a herald.v1.DeliverNotificationRequest in Protobuf's JSON form,
// as grpcurl takes it. The exit status is 0 if there was an outcome (with
// --expect: this one), 1 if not, and 2 if the command line is wrong.
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "herald/v1/notification_service.grpc.pb.h"

namespace {

namespace v1 = herald::v1;
using google::protobuf::util::TimeUtil;

constexpr std::string_view kUsage =
    "usage: herald_send [--expect=delivered|retry|dropped] ADDRESS REQUEST\n";

// A text in a colour, if a person is watching.
std::string Paint(std::string_view colour, std::string_view text) {
  static const bool is_painting =
      isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  if (!is_painting) return std::string(text);
  return "\033[" + std::string(colour) + "m" + std::string(text) + "\033[0m";
}

// The name of an enum's value without the enum's own.
std::string ShortName(const std::string& name, std::string_view prefix) {
  return name.substr(name.rfind(prefix, 0) == 0 ? prefix.size() : 0);
}

std::string Milliseconds(const google::protobuf::Duration& duration) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(2)
       << TimeUtil::DurationToMicroseconds(duration) / 1000.0 << " ms";
  return text.str();
}

void ShowFailure(const v1::DeliverNotificationResponse& response) {
  std::cout << ": " << response.reason() << "\n             scope "
            << ShortName(v1::Scope_Name(response.scope()), "SCOPE_")
            << ", reason code " << response.reason_code();
  if (response.possibly_sent()) std::cout << ", possibly sent";
  std::cout << "\n";
}

void Show(const v1::DeliverNotificationResponse& response) {
  switch (response.outcome()) {
    case v1::OUTCOME_DELIVERED:
      std::cout << Paint("1;32", "  DELIVERED") << "  " << response.provider()
                << " took it as " << response.provider_message_id() << "\n";
      break;
    case v1::OUTCOME_RETRY:
      std::cout << Paint("1;33", "  RETRY    ") << "  "
                << (response.has_retry_after()
                        ? "in " + TimeUtil::ToString(response.retry_after())
                        : "later");
      ShowFailure(response);
      break;
    case v1::OUTCOME_DROPPED:
      std::cout << Paint("1;31", "  DROPPED  ") << "  for good";
      ShowFailure(response);
      break;
    default:
      std::cout << "  CHECKED    nothing was sent\n";
  }
  for (const v1::Attempt& attempt : response.attempts()) {
    std::cout << Paint("2", "             tried " + attempt.provider() +
                                " for " + Milliseconds(attempt.duration()))
              << "\n";
  }
}

grpc::Status Deliver(const std::string& address,
                     const v1::DeliverNotificationRequest& request,
                     v1::DeliverNotificationResponse* response) {
  const auto service = v1::NotificationService::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(10));
  return service->DeliverNotification(&context, request, response);
}

int Send(const std::string& address, const std::string& json,
         v1::Outcome expected) {
  v1::DeliverNotificationRequest request;
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(json, &request);
  if (!parsed.ok()) {
    std::cerr << "herald_send: REQUEST: " << parsed.ToString() << "\n";
    return 2;
  }
  v1::DeliverNotificationResponse response;
  const grpc::Status status = Deliver(address, request, &response);
  if (!status.ok()) {
    std::cerr << "herald_send: the call failed (code " << status.error_code()
              << "): " << status.error_message() << "\n";
    return 1;
  }
  Show(response);
  if (expected != v1::OUTCOME_UNSPECIFIED && response.outcome() != expected) {
    std::cerr << "herald_send: expected " << v1::Outcome_Name(expected) << "\n";
    return 1;
  }
  return 0;
}

// The outcome that a word such as `delivered` names.
bool ParseOutcome(std::string word, v1::Outcome* outcome) {
  for (char& letter : word) letter = static_cast<char>(std::toupper(letter));
  return v1::Outcome_Parse("OUTCOME_" + word, outcome);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kExpect = "--expect=";
  v1::Outcome expected = v1::OUTCOME_UNSPECIFIED;
  int next = 1;
  if (next < argc && std::string_view(argv[next]).rfind(kExpect, 0) == 0) {
    if (!ParseOutcome(argv[next] + kExpect.size(), &expected)) {
      std::cerr << kUsage;
      return 2;
    }
    ++next;
  }
  if (argc - next != 2) {
    std::cerr << kUsage;
    return 2;
  }
  return Send(argv[next], argv[next + 1], expected);
}
