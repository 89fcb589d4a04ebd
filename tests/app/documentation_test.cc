// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "app/configuration_folder.h"
#include "app/service.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The first block of YAML in a document.
std::string ExampleIn(const std::string& document) {
  std::ifstream file(HERALD_SOURCE_FOLDER "/" + document);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::string head = "```yaml\n";
  const std::size_t begin = text.find(head) + head.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST(Documentation, HasAnExampleThatIsInOrderButForItsCertificates) {
  for (const char* name :
       {"SMS_API_KEY", "FORM_API_PASSWORD", "TWILIO_AUTH_TOKEN"}) {
    setenv(name, "secret", 1);
  }
  const ConfigurationFolder folder;
  std::filesystem::create_directory(folder.Path("secrets"));
  folder.Write("secrets/signing-key", "secret");
  const std::string file =
      folder.Write("herald.yaml", ExampleIn("docs/operations.md"));
  const auto failure = Service(file).failure();
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->exit_code, 1);
  EXPECT_THAT(failure->lines,
              ElementsAre(HasSubstr("server.tls.certificate_file"),
                          HasSubstr("server.tls.private_key_file"),
                          HasSubstr("http_client.ca_file")));
}

}  // namespace
}  // namespace herald
