// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "herald/v1/notification.pb.h"

namespace herald {

// Something questionable about a notification that could be sent.
struct ContentWarning {
  // What, for a program: upper-case words joined by underscores.
  std::string_view code;

  // The part it is about, as a field path of the notification.
  std::string_view field;

  // What is questionable and what to do. Holds neither the code, nor the
  // recipient, nor more of a link than its host.
  std::string description;

  bool operator==(const ContentWarning&) const = default;
};

// What is questionable about finished content, at most one warning of a kind
// for a field:
//
//   SMS_SEVERAL_SEGMENTS  the text message takes more than one segment
//   SENDER_NOT_ALLOWED    the sender is a name, in a country without these
//   SENDER_TOO_LONG       the sender is a name of more than 11 characters
//   LINK_WITHOUT_HTTPS    a link begins with http://
//   HTML_CLIPPED          mail programs cut the html off
//   TEXT_PART_MISSING     the email has html but no text
//
// A phone call has none: nobody clicks what is spoken. Takes time in proportion
// to the content. Any thread may call it.
std::vector<ContentWarning> FindContentWarnings(
    const v1::Notification& notification);

}  // namespace herald
