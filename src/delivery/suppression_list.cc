// SPDX-License-Identifier: Apache-2.0
#include "delivery/suppression_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "delivery/email_address.h"
#include "delivery/phone_number.h"

namespace herald {
namespace {

constexpr int kMaxWrongLines = 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpace = " \t\r";

bool IsAddress(std::string_view recipient) {
  return recipient.find('@') != std::string_view::npos;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  absl::AsciiStrToLower(&lower);
  return lower;
}

// A person's way to write a recipient in the form that notifications have.
absl::StatusOr<std::string> Normalize(std::string_view text) {
  if (!IsAddress(text)) {
    if (!text.starts_with('+')) {
      return absl::InvalidArgumentError(
          "is neither a phone number in international form, such as "
          "+18085555555, nor an email address");
    }
    return NormalizePhoneNumber(text);
  }
  const absl::Status status = CheckEmailAddress(text);
  if (!status.ok()) return status;
  return LowerCase(text);
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

}  // namespace

SuppressionList::SuppressionList(const v1::Guard& guard, std::string_view file,
                                 FieldViolations& violations) {
  for (int i = 0; i < guard.suppressed_size(); ++i) {
    const auto recipient = Normalize(guard.suppressed(i));
    if (recipient.ok()) {
      recipients_.push_back(hash_(*recipient));
    } else {
      violations.Add(fmt::format("suppressed[{}]", i),
                     std::string(recipient.status().message()));
    }
  }
  ReadFile(file, violations);
  std::ranges::sort(recipients_);
  recipients_.shrink_to_fit();
}

void SuppressionList::ReadFile(std::string_view file,
                               FieldViolations& violations) {
  if (file.starts_with(kByteOrderMark)) file.remove_prefix(3);
  int wrong = 0;
  for (std::size_t number = 1; !file.empty() && wrong < kMaxWrongLines;
       ++number) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = Trim(file.substr(0, end));
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const auto recipient = Normalize(line);
    if (recipient.ok()) {
      recipients_.push_back(hash_(*recipient));
    } else {
      violations.Add("suppression_file",
                     fmt::format("line {} {}", number,
                                 std::string(recipient.status().message())));
      ++wrong;
    }
  }
}

bool SuppressionList::Contains(std::string_view recipient) const {
  if (recipients_.empty()) return false;
  const std::uint64_t hash =
      IsAddress(recipient) ? hash_(LowerCase(recipient)) : hash_(recipient);
  return std::ranges::binary_search(recipients_, hash);
}

}  // namespace herald
