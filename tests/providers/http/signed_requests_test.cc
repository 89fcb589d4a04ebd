// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "http/digests.h"
#include "providers/describe.h"
#include "providers/http/azure_hmac.h"
#include "providers/http/http_config.h"
#include "providers/http/json_web_token.h"
#include "providers/http/request_signer.h"

namespace herald {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

std::vector<std::string> PartsOf(const std::string& token) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t dot; (dot = token.find('.', begin)) != token.npos;
       begin = dot + 1) {
    parts.push_back(token.substr(begin, dot - begin));
  }
  parts.push_back(token.substr(begin));
  for (std::string& part : parts) {
    std::string bytes;
    EXPECT_TRUE(absl::WebSafeBase64Unescape(part, &bytes));
    part = bytes;
  }
  return parts;
}

TEST(JsonWebToken, HasHeaderClaimsAndSignature) {
  const TokenPlan plan = {.shared_secret = "secret",
                          .key_id = "k1",
                          .claims = {{"sub", "urn:\"a\""}}};
  const std::string token = MakeJsonWebToken(plan, kNow, "id-1");
  const auto parts = PartsOf(token);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0], R"({"alg":"HS256","typ":"JWT","kid":"k1"})");
  EXPECT_EQ(parts[1], R"({"iat":1700000000,"exp":1700000300,"jti":"id-1",)"
                      R"("sub":"urn:\"a\""})");
  EXPECT_EQ(parts[2], HmacSha256("secret", token.substr(0, token.rfind('.'))));
  EXPECT_EQ(token.find('='), token.npos);
}

TEST(AzureHmac, TakesTheKeyAloneOrFromAConnectionString) {
  for (const std::string text :
       {"a2V5", "endpoint=https://a.example/;accesskey=a2V5",
        "AccessKey=a2V5;endpoint=https://a.example/"}) {
    const auto key = ReadAzureKey(text);
    ASSERT_TRUE(key.ok()) << text;
    EXPECT_EQ(*key, "key");
  }
  for (const std::string text : {"", "accesskey=", "no base64!"}) {
    EXPECT_FALSE(ReadAzureKey(text).ok()) << text;
  }
}

TEST(AzureHmac, SignsMethodTargetDateHostAndBody) {
  HttpRequest request{.origin = {true, "acme.communication.azure.com", 443},
                      .target = "/sms?api-version=2021-03-07",
                      .body = "{}"};
  SignByAzure("key", kNow, request);
  ASSERT_EQ(request.headers.size(), 3u);
  EXPECT_EQ(request.headers[0],
            (HttpHeader{"x-ms-date", "Tue, 14 Nov 2023 22:13:20 GMT"}));
  const std::string hash = absl::Base64Escape(Sha256("{}"));
  EXPECT_EQ(request.headers[1], (HttpHeader{"x-ms-content-sha256", hash}));
  const std::string signature = absl::Base64Escape(HmacSha256(
      "key",
      "POST\n/sms?api-version=2021-03-07\nTue, 14 Nov 2023 22:13:20 GMT;"
      "acme.communication.azure.com;" +
          hash));
  EXPECT_EQ(request.headers[2].value,
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&"
            "Signature=" +
                signature);
}

std::unique_ptr<RequestSigner> MakeSigner(const std::string& auth,
                                          FieldViolations& violations) {
  const v1::HttpProvider config = HttpConfig("auth { " + auth + " }");
  return MakeRequestSigner(config.auth(), HttpSecrets(), violations);
}

TEST(RequestSigner, GivesEveryTokenAnIdOfItsOwn) {
  FieldViolations violations;
  const auto signer = MakeSigner(
      "jwt { algorithm: JWT_ALGORITHM_HS256 key { env: 'A' } }", violations);
  ASSERT_NE(signer, nullptr);
  HttpRequest first;
  HttpRequest second;
  ASSERT_TRUE(signer->Sign(kNow, first).ok());
  ASSERT_TRUE(signer->Sign(kNow, second).ok());
  EXPECT_NE(first.headers.at(0), second.headers.at(0));
}

TEST(RequestSigner, IsNoneForSchemesThatNeedNone) {
  FieldViolations violations;
  EXPECT_EQ(MakeSigner("bearer { env: 'A' }", violations), nullptr);
  EXPECT_TRUE(violations.empty());
}

TEST(RequestSigner, SaysWhatIsWrongWithItsScheme) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"aws_sigv4 { region: 'a/b' }",
       "auth.aws_sigv4.access_key_id: is required\n"
       "auth.aws_sigv4.region: must not hold a slash, comma or space\n"
       "auth.aws_sigv4.service: is required\n"
       "auth.aws_sigv4.secret_access_key: is required\n"},
      {"azure_hmac { }",
       "auth.azure_hmac.access_key: is neither a key in base64 nor a "
       "connection string with one\n"},
      {"jwt { key { env: 'A' } }",
       "auth.jwt.algorithm: must be one of hs256, rs256, es256\n"},
      {"jwt { algorithm: JWT_ALGORITHM_HS256 }", "auth.jwt.key: is required\n"},
      {"jwt { algorithm: JWT_ALGORITHM_RS256 key { env: 'A' } }",
       "auth.jwt.key: is not a private key in PEM without a passphrase\n"},
  };
  for (const auto& [auth, expected] : rows) {
    FieldViolations violations;
    MakeSigner(auth, violations);
    EXPECT_EQ(Describe(violations), expected) << auth;
  }
}

}  // namespace
}  // namespace herald
