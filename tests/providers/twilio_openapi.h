// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace herald {

// What Twilio's OpenAPI description `file` says of a POST to `path`. Empty if
// the description is not on this machine.
inline google::protobuf::Value OpenApiPost(const std::string& file,
                                           const std::string& path) {
  std::ifstream stream(std::string(HERALD_SOURCE_DIR) +
                       "/../shared/reference/twilio-openapi/" + file);
  std::stringstream text;
  text << stream.rdbuf();
  google::protobuf::Value document;
  if (!google::protobuf::util::JsonStringToMessage(text.str(), &document)
           .ok()) {
    return {};
  }
  return document.struct_value()
      .fields()
      .at("paths")
      .struct_value()
      .fields()
      .at(path)
      .struct_value()
      .fields()
      .at("post");
}

// The names of the form fields that it lists; empty likewise.
inline std::set<std::string> OpenApiFields(const std::string& file,
                                           const std::string& path) {
  const google::protobuf::Value post = OpenApiPost(file, path);
  if (!post.has_struct_value()) return {};
  const google::protobuf::Value* at = &post;
  for (const char* name :
       {"requestBody", "content", "application/x-www-form-urlencoded", "schema",
        "properties"}) {
    at = &at->struct_value().fields().at(name);
  }
  std::set<std::string> names;
  for (const auto& [name, schema] : at->struct_value().fields()) {
    names.insert(name);
  }
  return names;
}

// The names of the fields of a form, as it is sent.
inline std::set<std::string> FormFields(std::string_view form) {
  std::set<std::string> names;
  while (!form.empty()) {
    const std::string_view field = form.substr(0, form.find('&'));
    names.insert(std::string(field.substr(0, field.find('='))));
    form.remove_prefix(std::min(field.size() + 1, form.size()));
  }
  return names;
}

// Whether a missing description is a failure, as it is on the CI.
inline bool NeedsOpenApi() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

// Skips the test, or fails it, for want of the description.
#define HERALD_NEEDS_OPENAPI(fields)                                  \
  if ((fields).empty()) {                                             \
    if (NeedsOpenApi()) FAIL() << "../shared lacks twilio-openapi";   \
    GTEST_SKIP() << "../shared lacks twilio-openapi; nothing tested"; \
  }

}  // namespace herald
