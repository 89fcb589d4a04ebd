// SPDX-License-Identifier: Apache-2.0
// Reads whatever the fuzzer makes up as XML, and looks at all of the tree.
#include <string>

#include "fuzz_input.h"
#include "liquid/json.h"
#include "liquid/xml.h"

namespace herald::liquid {
namespace {

// The tree as JSON; empty if it is nested too deep to be written.
std::string JsonOf(const XmlDocument& document) {
  std::string text;
  StringText json(&text);
  const bool is_written = AppendJsonValue(document.root(), &json);
  json.Finish();
  return is_written ? text : "";
}

void Fuzz(std::string_view text) {
  const auto document = XmlDocument::Parse(text);
  const auto again = XmlDocument::Parse(text);
  Expect(document.status() == again.status(),
         "what is read twice ends in the same way");
  if (!document.ok()) {
    Expect(document.status().message().find("not XML at byte ") == 0,
           "an error says where it is");
    return;
  }
  Expect(!text.starts_with("<!DOCTYPE"),
         "no document type declaration is read");
  const std::string json = JsonOf(*document);
  Expect(json == JsonOf(*again), "what is read twice gives the same tree");
  Expect(json.empty() || json.front() == '{', "the root is an object");
}

}  // namespace
}  // namespace herald::liquid

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  herald::liquid::Fuzz({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
