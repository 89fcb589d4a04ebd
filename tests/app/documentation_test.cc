// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/configuration_folder.h"
#include "app/service.h"

namespace herald {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The blocks of YAML in a document.
std::vector<std::string> ExamplesIn(const std::string& document) {
  std::ifstream file(HERALD_SOURCE_FOLDER "/" + document);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::string head = "```yaml\n";
  std::vector<std::string> examples;
  for (std::size_t begin = text.find(head); begin != std::string::npos;
       begin = text.find(head, begin)) {
    begin += head.size();
    examples.push_back(text.substr(begin, text.find("```", begin) - begin));
  }
  return examples;
}

TEST(Documentation, HasAnExampleThatIsInOrderButForItsCertificates) {
  for (const char* name : {"SMS_API_KEY", "FORM_API_PASSWORD",
                           "TWILIO_AUTH_TOKEN", "HERALD_HASH_KEY"}) {
    setenv(name, "secret", 1);
  }
  const ConfigurationFolder folder;
  std::filesystem::create_directory(folder.Path("secrets"));
  folder.Write("secrets/signing-key", "secret");
  folder.Write("suppressed.txt", "# Nobody yet.\n");
  const std::string file =
      folder.Write("herald.yaml", ExamplesIn("docs/operations.md").at(0));
  const auto failure = Service(file).failure();
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->exit_code, 1);
  EXPECT_THAT(failure->lines,
              ElementsAre(HasSubstr("server.tls.certificate_file"),
                          HasSubstr("server.tls.private_key_file"),
                          HasSubstr("http_client.ca_file")));
}

TEST(Documentation, ExplainsDeliveryByExamplesThatAreInOrder) {
  const ConfigurationFolder folder;
  folder.Write("suppressed.txt", "");
  std::string configuration = "providers:\n";
  for (const char* name : {"gupshup", "twilio", "ses", "sendgrid", "vonage"}) {
    configuration += std::string("- {name: ") + name + ", sandbox: {}}\n";
  }
  const std::vector<std::string> examples = ExamplesIn("docs/delivery.md");
  ASSERT_EQ(examples.size(), 4u);
  for (const std::string& example : examples) {
    if (!example.starts_with("providers:")) configuration += example;
  }
  const Service service(folder.Write("herald.yaml", configuration));
  EXPECT_FALSE(service.failure().has_value()) << service.failure()->lines[0];
}

}  // namespace
}  // namespace herald
