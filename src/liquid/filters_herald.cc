// SPDX-License-Identifier: Apache-2.0
// Herald's own filters.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "absl/strings/ascii.h"
#include "liquid/arena_text.h"
#include "liquid/encoding.h"
#include "liquid/filter.h"
#include "liquid/json.h"
#include "liquid/utf8.h"

namespace herald::liquid {
namespace {

Value Raw(const FilterInput& input, RenderContext*) { return input.value; }

Value Json(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  if (!context->SpendOn(input.value)) return Value();
  if (!AppendJsonValue(input.value, &out)) {
    return context->Exceed("the value is nested deeper than 100");
  }
  return context->SpendText(out.size()) ? Value(out.Finish()) : Value();
}

Value FormEncode(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  AppendFormEscaped(TextOf(input, context), &out);
  return Value(out.Finish());
}

Value PercentEncode(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  AppendUrlEscaped(TextOf(input, context), &out);
  return Value(out.Finish());
}

Value XmlEscape(const FilterInput& input, RenderContext* context) {
  ArenaText out(context);
  AppendXmlEscaped(TextOf(input, context), &out);
  return Value(out.Finish());
}

// Speech reads "1. 2. 3." digit by digit, with a rest after each.
Value DigitsSpaced(const FilterInput& input, RenderContext* context) {
  std::string_view text = TextOf(input, context);
  ArenaText out(context);
  while (!text.empty()) {
    const std::size_t size = FirstCharacterSize(text);
    if (!absl::ascii_isspace(static_cast<unsigned char>(text.front()))) {
      if (!out.empty()) out.push_back(' ');
      out.append(text.substr(0, size));
      out.push_back('.');
    }
    text.remove_prefix(size);
  }
  return Value(out.Finish());
}

Value HmacSha256(const FilterInput& input, RenderContext* context) {
  const std::string_view text = TextOf(input, context);
  const std::string_view key = context->Text(input.Argument(0));
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           digest, &size) == nullptr) {
    return context->Fail("`hmac_sha256` could not be computed");
  }
  ArenaText hex(context);
  for (unsigned i = 0; i < size; ++i) {
    hex.push_back("0123456789abcdef"[digest[i] >> 4]);
    hex.push_back("0123456789abcdef"[digest[i] & 15]);
  }
  return Value(hex.Finish());
}

constexpr Filter kHeraldFilters[] = {
    {"digits_spaced", DigitsSpaced, 0, 0},   {"form_encode", FormEncode, 0, 0},
    {"hmac_sha256", HmacSha256, 1, 1},       {"json", Json, 0, 0},
    {"percent_encode", PercentEncode, 0, 0}, {"raw", Raw, 0, 0},
    {"xml_escape", XmlEscape, 0, 0},
};

}  // namespace

std::span<const Filter> HeraldFilters() { return kHeraldFilters; }

}  // namespace herald::liquid
