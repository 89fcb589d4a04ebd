// SPDX-License-Identifier: Apache-2.0
// Puts load on a server of the contract and prints what came of it as JSON.
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "fmt/format.h"
#include "load/load.h"

ABSL_FLAG(std::string, target, "", "HOST:PORT of the server");
ABSL_FLAG(std::string, request, "", "file of the request in Protobuf's JSON");
ABSL_FLAG(int, in_flight, 64, "calls at once, at most");
ABSL_FLAG(int, threads, 1, "threads, each with a connection");
ABSL_FLAG(double, rate, 0, "calls a second of an open loop; 0: a closed loop");
ABSL_FLAG(std::int64_t, calls, 0, "how many calls; 0: by --time");
ABSL_FLAG(absl::Duration, time, absl::Seconds(5), "how long");
ABSL_FLAG(std::int64_t, warm_up_calls, 0, "calls that are not measured");
ABSL_FLAG(absl::Duration, warm_up, absl::ZeroDuration(),
          "time that is not measured");
ABSL_FLAG(bool, numbered, false,
          "give each call a label `number` and a phone number of its own");

namespace {

int Fail(const std::string& what) {
  fmt::print(stderr, "herald_load: {}\n", what);
  return 2;
}

std::string ToJson(const std::map<std::string, std::int64_t>& counts) {
  google::protobuf::Struct object;
  for (const auto& [name, count] : counts) {
    (*object.mutable_fields())[name].set_number_value(
        static_cast<double>(count));
  }
  std::string json;
  const auto status =
      google::protobuf::util::MessageToJsonString(object, &json);
  return status.ok() ? json : "null";
}

double Percentile(const std::vector<std::uint32_t>& latencies, double share) {
  if (latencies.empty()) return 0;
  const double place = share * static_cast<double>(latencies.size() - 1);
  return latencies[static_cast<std::size_t>(place)];
}

}  // namespace

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  herald::bench::Load load;
  std::ifstream file(absl::GetFlag(FLAGS_request));
  std::stringstream json;
  json << file.rdbuf();
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(json.str(), &load.request);
  if (!file || !parsed.ok())
    return Fail("--request is no file of a request: " + parsed.ToString());
  load.target = absl::GetFlag(FLAGS_target);
  load.in_flight = absl::GetFlag(FLAGS_in_flight);
  load.threads = absl::GetFlag(FLAGS_threads);
  load.rate = absl::GetFlag(FLAGS_rate);
  load.calls = absl::GetFlag(FLAGS_calls);
  load.time = absl::GetFlag(FLAGS_time);
  load.warm_up_calls = absl::GetFlag(FLAGS_warm_up_calls);
  load.warm_up = absl::GetFlag(FLAGS_warm_up);
  load.is_numbered = absl::GetFlag(FLAGS_numbered);
  if (load.threads < 1 || load.in_flight < load.threads)
    return Fail("--in_flight must be at least --threads, and that at least 1");

  const herald::bench::LoadResult result = Run(load);
  fmt::print(
      R"({{"calls": {}, "outcomes": {}, "measured": {}, "seconds": {:.6f}, )"
      R"("p50": {}, "p99": {}, "p999": {}, "max": {}}})"
      "\n",
      result.calls, ToJson(result.outcomes), result.latencies.size(),
      absl::ToDoubleSeconds(result.time), Percentile(result.latencies, 0.5),
      Percentile(result.latencies, 0.99), Percentile(result.latencies, 0.999),
      Percentile(result.latencies, 1));
}
