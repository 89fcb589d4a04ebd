// SPDX-License-Identifier: Apache-2.0
// Twilio's entries beside Twilio's OpenAPI description, which lies beside the
// checkout.
#include <gmock/gmock.h>

#include <string>

#include "app/definitions.h"
#define HERALD_SOURCE_DIR HERALD_SOURCE_FOLDER
#include "providers/twilio_openapi.h"

namespace herald {
namespace {

using ::testing::Contains;

struct TwilioEntry {
  std::string name;
  std::string file;
  std::string server;
  std::string path;
};

const std::string kAccount = "/2010-04-01/Accounts/{AccountSid}";
const TwilioEntry kTwilioEntries[] = {
    {"twilio_sms", "messages-and-calls.json", "https://api.twilio.com",
     kAccount + "/Messages.json"},
    {"twilio_voice", "messages-and-calls.json", "https://api.twilio.com",
     kAccount + "/Calls.json"},
    {"twilio_verify", "verify.json", "https://verify.twilio.com",
     "/v2/Services/{ServiceSid}/Verifications"},
};

// A path with what stands in braces filled in as the vectors have it.
std::string Filled(std::string path) {
  const std::string zeros(32, '0');
  for (const auto& [name, prefix] :
       {std::pair<std::string, std::string>("{AccountSid}", "AC"),
        {"{ServiceSid}", "VA"}}) {
    const std::size_t at = path.find(name);
    if (at != path.npos) path.replace(at, name.size(), prefix + zeros);
  }
  return path;
}

TEST(TwilioEntries, AgreeWithTwiliosOwnDescription) {
  Definitions definitions;
  for (const TwilioEntry& entry : kTwilioEntries) {
    SCOPED_TRACE(entry.name);
    const std::set<std::string> known = OpenApiFields(entry.file, entry.path);
    HERALD_NEEDS_OPENAPI(known);
    const v1::ProviderDefinition& definition =
        definitions.Find(entry.name)->definition;
    for (const v1::NamedValue& field : definition.http().form().fields()) {
      EXPECT_THAT(known, Contains(field.name()));
    }
    const google::protobuf::Value post = OpenApiPost(entry.file, entry.path);
    const auto& fields = post.struct_value().fields();
    for (const auto& required : fields.at("requestBody")
                                    .struct_value()
                                    .fields()
                                    .at("content")
                                    .struct_value()
                                    .fields()
                                    .at("application/x-www-form-urlencoded")
                                    .struct_value()
                                    .fields()
                                    .at("schema")
                                    .struct_value()
                                    .fields()
                                    .at("required")
                                    .list_value()
                                    .values()) {
      std::set<std::string> sent;
      for (const auto& field : definition.http().form().fields()) {
        sent.insert(field.name());
      }
      EXPECT_THAT(sent, Contains(required.string_value()));
    }
    // The status of success, and the URL.
    for (const auto& [status, response] :
         fields.at("responses").struct_value().fields()) {
      const bool is_success = status.starts_with('2');
      EXPECT_EQ(definition.http().success().find("status == " + status) == 0,
                is_success)
          << status;
    }
    EXPECT_EQ(definition.vectors(0).request().url(),
              entry.server + Filled(entry.path));
    EXPECT_EQ(definition.http().method(), "");
  }
}

}  // namespace
}  // namespace herald
