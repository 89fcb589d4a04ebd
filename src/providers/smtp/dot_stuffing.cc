// SPDX-License-Identifier: Apache-2.0
#include "providers/smtp/dot_stuffing.h"

namespace herald {
namespace {

void AppendStuffed(std::string_view lines, std::string& content) {
  if (lines.starts_with('.')) content += '.';
  std::size_t begin = 0;
  for (std::size_t at = lines.find("\n."); at != std::string_view::npos;
       at = lines.find("\n.", begin)) {
    content.append(lines.substr(begin, at + 2 - begin)) += '.';
    begin = at + 2;
  }
  content.append(lines.substr(begin));
}

}  // namespace

std::string DotStuffed(std::string_view head, std::string_view body) {
  std::string content;
  content.reserve(head.size() + body.size() + 64);
  AppendStuffed(head, content);
  content += "\r\n";
  AppendStuffed(body, content);
  return content += ".\r\n";
}

}  // namespace herald
