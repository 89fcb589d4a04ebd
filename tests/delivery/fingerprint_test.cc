// SPDX-License-Identifier: Apache-2.0
#include "delivery/fingerprint.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace herald {
namespace {

using Request = v1::DeliverNotificationRequest;

Request SomeRequest() {
  Request request;
  v1::Notification& notification = *request.mutable_notification();
  notification.mutable_phone()->set_recipient("+18085555555");
  notification.mutable_phone()->set_code("123456");
  (*notification.mutable_labels())["a"] = "1";
  (*notification.mutable_labels())["b"] = "2";
  auto& variables =
      *request.mutable_template_()->mutable_variables()->mutable_fields();
  variables["url"].set_string_value("https://example.com/");
  return request;
}

struct Change {
  std::string name;
  std::function<void(Request&)> make;
};

TEST(Fingerprint, IsOfTheNotificationAndItsTemplate) {
  const std::vector<Change> changes = {
      {"recipient",
       [](Request& request) {
         request.mutable_notification()->mutable_phone()->set_recipient(
             "+18085555556");
       }},
      {"code",
       [](Request& request) {
         request.mutable_notification()->mutable_phone()->set_code("1");
       }},
      {"label",
       [](Request& request) {
         (*request.mutable_notification()->mutable_labels())["a"] = "2";
       }},
      {"variable",
       [](Request& request) {
         (*request.mutable_template_()
               ->mutable_variables()
               ->mutable_fields())["url"]
             .set_string_value("https://example.com/2");
       }},
      {"template's code",
       [](Request& request) { request.mutable_template_()->set_code("1"); }},
      {"no template", [](Request& request) { request.clear_template_(); }},
      {"empty template",
       [](Request& request) { request.mutable_template_()->Clear(); }},
  };
  std::vector<Digest> seen = {FingerprintOf(SomeRequest())};
  for (const Change& change : changes) {
    Request request = SomeRequest();
    change.make(request);
    const Digest fingerprint = FingerprintOf(request);
    for (const Digest& other : seen)
      EXPECT_NE(fingerprint, other) << change.name;
    seen.push_back(fingerprint);
  }
}

TEST(Fingerprint, LeavesOutWhatARepeatMayChange) {
  const std::vector<Change> changes = {
      {"request_id", [](Request& request) { request.set_request_id("1"); }},
      {"provider", [](Request& request) { request.set_provider("mail"); }},
      {"expire_time",
       [](Request& request) { request.mutable_expire_time()->set_seconds(1); }},
      {"validate_only",
       [](Request& request) { request.set_validate_only(true); }},
  };
  for (const Change& change : changes) {
    Request request = SomeRequest();
    change.make(request);
    EXPECT_EQ(FingerprintOf(request), FingerprintOf(SomeRequest()))
        << change.name;
  }
}

TEST(Fingerprint, DoesNotDependOnTheOrderOfAMap) {
  Request forwards = SomeRequest();
  Request backwards = SomeRequest();
  for (int i = 0; i < 100; ++i) {
    (*forwards.mutable_notification()->mutable_labels())[std::to_string(i)];
    (*backwards.mutable_notification()
          ->mutable_labels())[std::to_string(99 - i)];
  }
  EXPECT_EQ(FingerprintOf(forwards), FingerprintOf(backwards));
}

}  // namespace
}  // namespace herald
