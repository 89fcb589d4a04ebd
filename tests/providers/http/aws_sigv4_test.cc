// SPDX-License-Identifier: Apache-2.0
#include "providers/http/aws_sigv4.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "http/digests.h"
#include "providers/describe.h"

namespace herald {
namespace {

namespace fs = std::filesystem;

// AWS's test vectors lie beside the checkout.
const fs::path kVectors =
    fs::path(HERALD_SOURCE_DIR) / "../shared/reference/aws-sigv4";

std::string ReadText(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// One vector: what is signed, by whom, and the time.
struct Vector {
  AwsCredentials credentials;
  AwsSignedParts parts;
  absl::Time time;
  bool signs_body = false;
  bool signs_token = true;
};

void ReadContext(const fs::path& folder, Vector& vector) {
  google::protobuf::Struct context;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  ReadText(folder / "context.json"), &context)
                  .ok());
  const auto& fields = context.fields();
  const auto& credentials = fields.at("credentials").struct_value().fields();
  const auto text = [](const auto& map, const char* name) {
    const auto found = map.find(name);
    return found == map.end() ? "" : found->second.string_value();
  };
  vector.credentials = {text(credentials, "access_key_id"),
                        text(credentials, "secret_access_key"),
                        text(credentials, "token"), text(fields, "region"),
                        text(fields, "service")};
  vector.parts.has_normal_path = fields.at("normalize").bool_value();
  vector.signs_body = fields.at("sign_body").bool_value();
  const auto omits = fields.find("omit_session_token");
  vector.signs_token = omits == fields.end() || !omits->second.bool_value();
  std::string error;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, text(fields, "timestamp"),
                              &vector.time, &error))
      << error;
}

// Reads `request.txt`, whose fields may go on in the next line.
void ReadRequest(const fs::path& folder, Vector& vector) {
  std::istringstream lines(ReadText(folder / "request.txt"));
  std::string line;
  std::getline(lines, line);
  const std::size_t begin = line.find(' ') + 1;
  vector.parts.method = line.substr(0, begin - 1);
  vector.parts.target = line.substr(begin, line.rfind(' ') - begin);
  while (std::getline(lines, line) && !line.empty()) {
    if (line[0] == ' ') {
      vector.parts.headers.back().value += "\n" + line;
      continue;
    }
    const std::size_t colon = line.find(':');
    vector.parts.headers.push_back(
        {line.substr(0, colon), line.substr(colon + 1)});
  }
  const std::string body(std::istreambuf_iterator<char>(lines), {});
  vector.parts.body_hash = Hexadecimal(Sha256(body));
}

Vector Read(const fs::path& folder) {
  Vector vector;
  ReadContext(folder, vector);
  ReadRequest(folder, vector);
  auto& headers = vector.parts.headers;
  headers.push_back(
      {"X-Amz-Date",
       absl::FormatTime("%Y%m%dT%H%M%SZ", vector.time, absl::UTCTimeZone())});
  if (vector.signs_body) {
    headers.push_back({"x-amz-content-sha256", vector.parts.body_hash});
  }
  if (!vector.credentials.session_token.empty() && vector.signs_token) {
    headers.push_back(
        {"X-Amz-Security-Token", vector.credentials.session_token});
  }
  return vector;
}

TEST(AwsSigV4, PassesTheVectorsOfAws) {
  if (!fs::exists(kVectors)) {
    const char* ci = std::getenv("CI");
    const bool is_needed = ci != nullptr && std::string_view(ci) == "true";
    ASSERT_FALSE(is_needed) << "../shared lacks aws-sigv4";
    GTEST_SKIP() << "../shared lacks aws-sigv4; nothing tested";
  }
  int count = 0;
  for (const auto& entry : fs::directory_iterator(kVectors)) {
    if (!entry.is_directory()) continue;
    const Vector vector = Read(entry.path());
    const std::string authorization =
        AwsAuthorization(vector.credentials, vector.parts, vector.time);
    EXPECT_TRUE(authorization.ends_with(
        "Signature=" + ReadText(entry.path() / "header-signature.txt")))
        << entry.path().filename() << ": " << authorization;
    ++count;
  }
  EXPECT_EQ(count, 38);
}

TEST(AwsSigV4, SignsARequestAsItIsSent) {
  HttpRequest request{.origin = {true, "example.amazonaws.com", 443}};
  request.headers = {{"My-Header", " a  b "}};
  const AwsCredentials credentials = {"AKIDEXAMPLE", "secret", "token",
                                      "us-east-1", "service"};
  SignByAws(credentials, absl::FromUnixSeconds(1440938160), request);
  ASSERT_EQ(request.headers.size(), 4u);
  EXPECT_EQ(request.headers[1].value, "20150830T123600Z");
  EXPECT_EQ(request.headers[2].name, "X-Amz-Security-Token");
  EXPECT_TRUE(request.headers[3].value.starts_with(
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/"
      "aws4_request, SignedHeaders=host;my-header;x-amz-date;"
      "x-amz-security-token, Signature="));

  // The port belongs to the host if it is not the usual one.
  HttpRequest elsewhere = {.origin = {true, "example.amazonaws.com", 8443}};
  elsewhere.headers = {{"My-Header", " a  b "}};
  SignByAws(credentials, absl::FromUnixSeconds(1440938160), elsewhere);
  EXPECT_NE(elsewhere.headers[3], request.headers[3]);
}

}  // namespace
}  // namespace herald
