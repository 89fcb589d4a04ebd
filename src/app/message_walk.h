// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <string>
#include <string_view>

namespace herald {

// The path of a field of a message that stands at `path`.
std::string MemberPath(std::string_view path, std::string_view field);

// Visits a message and all messages of ours within it, those outside first,
// each with its path.
void VisitMessages(google::protobuf::Message& message, const std::string& path,
                   const std::function<void(google::protobuf::Message& message,
                                            const std::string& path)>& visit);

}  // namespace herald
