// SPDX-License-Identifier: Apache-2.0
// Sends emails through a running Herald as a careful caller does: what comes
// back as a retry that is safe is sent again, under the same request id, until
// it is delivered or time is up.
//
//   mail_flood ADDRESS PREFIX COUNT SECONDS
//
// Request ids are the prefix and a number. Prints a line for each email:
// REQUEST_ID OUTCOME [possibly_sent]
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "end_to_end/flood.h"

namespace herald {
namespace {

constexpr int kInFlight = 256;

Flood::Request Mail(const std::string& id) {
  Flood::Request request;
  request.set_request_id(id);
  auto& email = *request.mutable_notification()->mutable_email();
  email.set_to("user-" + id + "@example.org");
  email.set_subject("Grüße № " + id);
  email.set_text("Dear " + id + ",\n.\nyour code is 123456 ✓\n");
  email.set_html("<p>Dear " + id + ", your code is <b>123456</b> ✓</p>\n");
  return request;
}

int Run(const std::string& address, const std::string& prefix, int count,
        int seconds) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::map<std::string, std::string> outcomes;
  std::vector<std::string> open, again;
  for (int i = 0; i < count; ++i) open.push_back(prefix + std::to_string(i));
  // Never destroyed, for gRPC 1.51 may then free its completion queue twice.
  auto& flood =
      *new Flood(address, kInFlight,
                 [&](const Flood::Request& request, const grpc::Status& status,
                     const Flood::Response& response) {
                   const std::string& id = request.request_id();
                   std::string& outcome = outcomes[id];
                   outcome = status.ok() ? v1::Outcome_Name(response.outcome())
                                         : "RPC_" + status.error_message();
                   if (response.possibly_sent()) outcome += " possibly_sent";
                   if (status.ok() && response.outcome() == v1::OUTCOME_RETRY &&
                       !response.possibly_sent()) {
                     again.push_back(id);
                   }
                 });
  while (!open.empty() && std::chrono::steady_clock::now() < end) {
    again.clear();
    flood.Send([&](int call) { return Mail(open[call]); },
               static_cast<int>(open.size()));
    // A server that is down refuses at once; asking on would be a busy loop.
    if (!again.empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    open = again;
  }
  for (const auto& [id, outcome] : outcomes) {
    std::cout << id << " " << outcome << "\n";
  }
  return open.empty() ? 0 : 1;
}

}  // namespace
}  // namespace herald

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "mail_flood ADDRESS PREFIX COUNT SECONDS\n";
    return 2;
  }
  const int status =
      herald::Run(argv[1], argv[2], std::atoi(argv[3]), std::atoi(argv[4]));
  std::cout.flush();
  // Without an end for gRPC, as above.
  std::_Exit(status);
}
