// SPDX-License-Identifier: Apache-2.0
// Compiles whatever the fuzzer makes up. The first byte of an input chooses
// among templates, conditions and their options, the rest is the source.
#include "fuzz_input.h"
#include "liquid/liquid.h"

namespace herald::liquid {
namespace {

constexpr std::string_view kName = "template";
constexpr std::string_view kNames[] = {kName};

// The choices of the first byte.
constexpr unsigned kCondition = 1;
constexpr unsigned kEscapeShift = 1;
constexpr unsigned kMacros = 8;

absl::Status Parse(unsigned choices, std::string_view source) {
  const ParseOptions options{.name = kName,
                             .escape = EscapeOf(choices >> kEscapeShift),
                             .macros = (choices & kMacros) != 0,
                             .max_source_bytes = 4000,
                             .max_nesting = 50};
  if ((choices & kCondition) != 0) {
    return Condition::Parse(source, options).status();
  }
  return Template::Parse(source, options).status();
}

void Fuzz(FuzzInput input) {
  const unsigned choices = input.TakeByte();
  const absl::Status status = Parse(choices, input.rest());
  if (!status.ok()) ExpectPlace(status, kNames);
  Expect(status == Parse(choices, input.rest()),
         "what is parsed twice ends in the same way");
}

}  // namespace
}  // namespace herald::liquid

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  herald::liquid::Fuzz({bytes, size});
  return 0;
}
