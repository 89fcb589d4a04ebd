// SPDX-License-Identifier: Apache-2.0
#include "providers/http/multipart_body.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "absl/strings/str_replace.h"
#include "providers/http/json_template.h"

namespace herald {

absl::StatusOr<std::string> RenderMultipart(
    const std::vector<NamedTemplate>& fields, const liquid::Object& variables) {
  std::string body;
  for (const NamedTemplate& field : fields) {
    const auto value = field.value.Render(variables);
    if (!value.ok()) return value.status();
    if (value->empty()) continue;
    if (value->find(kMultipartBoundary) != std::string::npos) {
      return absl::InvalidArgumentError("holds the boundary of its fields");
    }
    // As HTML's forms write names.
    const std::string name = absl::StrReplaceAll(
        field.name, {{"\"", "%22"}, {"\r", "%0D"}, {"\n", "%0A"}});
    fmt::format_to(std::back_inserter(body),
                   "--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n"
                   "{}\r\n",
                   kMultipartBoundary, name, *value);
    if (body.size() > kMaxBodyBytes) return BodyTooLarge();
  }
  return body + fmt::format("--{}--\r\n", kMultipartBoundary);
}

}  // namespace herald
