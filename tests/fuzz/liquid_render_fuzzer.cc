// SPDX-License-Identifier: Apache-2.0
// Renders templates, and evaluates conditions, that the fuzzer makes up, with
// data and partials that it makes up too. The first byte of an input holds the
// options; then come the source, the data as JSON, and the partials `a` and
// `b`, with a separator between them.
#include <map>
#include <string>

#include "fuzz_input.h"
#include "herald/v1/notification.pb.h"
#include "liquid/json.h"
#include "liquid/liquid.h"

namespace herald::liquid {
namespace {

constexpr std::string_view kName = "template";
constexpr std::string_view kNames[] = {kName, "a", "b"};

// The options in the first byte.
constexpr unsigned kModeMask = 3;
constexpr unsigned kJsonMode = 2;
constexpr unsigned kConditionMode = 3;
constexpr unsigned kEscapeShift = 2;
constexpr unsigned kMacros = 16;
constexpr unsigned kStrict = 32;

// Bounds that keep each execution short.
RenderOptions Lenient() {
  return {.max_output_bytes = 64 << 10,
          .max_loop_iterations = 2'000,
          .max_nesting = 50,
          .max_temporary_bytes = 256 << 10,
          .max_steps = 200'000,
          .time_zone = absl::FixedTimeZone(-5 * 3600 - 1800),
          .now = absl::FromUnixSeconds(1'769'760'309)};
}

// A message with a field of each kind.
v1::Notification MakeNotification() {
  v1::Notification message;
  message.mutable_phone()->set_message_type(v1::PHONE_MESSAGE_TYPE_OTP_VERIFY);
  message.mutable_phone()->set_code("123456");
  v1::User& user = *message.mutable_user();
  user.set_email_verified(false);
  user.set_login_count(9'007'199'254'740'993);
  user.add_multifactor("otp");
  user.add_multifactor("sms");
  user.add_identities()->set_provider("google");
  auto& metadata = *user.mutable_user_metadata()->mutable_fields();
  metadata["ratio"].set_number_value(0.5);
  metadata["tags"].mutable_list_value()->add_values()->set_string_value("x");
  metadata["none"].set_null_value(google::protobuf::NULL_VALUE);
  (*message.mutable_labels())["b"] = "2";
  (*message.mutable_labels())["a"] = "1";
  return message;
}

// What templates see: the members of the data; it as `bytes` without being
// parsed, so that text need not be UTF-8; and a message as `notification`.
class Variables : public Object {
 public:
  explicit Variables(std::string_view json)
      : json_(json), document_(JsonDocument::Parse(json)) {
    if (document_.ok()) return;
    const auto message = document_.status().message();
    Expect(std::string_view(message.data(), message.size())
               .starts_with("not JSON at byte "),
           "an error in JSON begins with its place");
  }

  Value Find(std::string_view name) const override {
    static const v1::Notification* const notification =
        new v1::Notification(MakeNotification());
    if (name == "notification") return Value::Of(*notification);
    if (name == "bytes") return Value(json_);
    return document_.ok() ? document_->root().Find(name) : Value();
  }

 private:
  std::string_view json_;
  absl::StatusOr<JsonDocument> document_;
};

// What renders strictly has to render the same without.
void RenderText(const Template& parsed, const Variables& variables,
                const RenderOptions& options) {
  const auto text = parsed.Render(variables, options);
  if (!text.ok()) return ExpectPlace(text.status(), kNames);
  Expect(text->size() <= options.max_output_bytes,
         "the output stays within its bound");
  const auto again = parsed.Render(variables, Lenient());
  Expect(again.ok() && *again == *text,
         "a template renders the same each time");
}

void RenderJson(const Template& parsed, const Variables& variables,
                const RenderOptions& options) {
  std::string out = "before";
  const auto has_value = parsed.AppendJson(variables, &out, options);
  if (!has_value.ok()) return ExpectPlace(has_value.status(), kNames);
  Expect(out.starts_with("before"), "what was there before stays");
  const std::string_view json = std::string_view(out).substr(6);
  if (!*has_value) {
    Expect(json.empty(), "nil appends nothing", json);
    return;
  }
  // The writer allows deeper values than the reader.
  const auto read = JsonDocument::Parse(json);
  const auto message = read.status().message();
  Expect(read.ok() || std::string_view(message.data(), message.size())
                          .ends_with("nested deeper than 64"),
         "what is written as JSON can be read", json);
}

void Evaluate(std::string_view source, const Variables& variables,
              const ParseOptions& options) {
  const auto parsed = Condition::Parse(source, options);
  if (!parsed.ok()) return ExpectPlace(parsed.status(), kNames);
  const auto holds = parsed->Holds(variables);
  if (!holds.ok()) return ExpectPlace(holds.status(), kNames);
  const auto again = parsed->Holds(variables);
  Expect(again.ok() && *again == *holds,
         "a condition gives the same each time");
}

// False if there is nothing to render.
bool Fuzz(FuzzInput input) {
  const unsigned choices = input.TakeByte();
  const std::string_view source = input.TakeField();
  const Variables variables(input.TakeField());
  ParseOptions options{.name = kName,
                       .escape = EscapeOf(choices >> kEscapeShift),
                       .macros = (choices & kMacros) != 0,
                       .max_source_bytes = 4000,
                       .max_nesting = 50};
  if ((choices & kModeMask) == kConditionMode) {
    Evaluate(source, variables, options);
    return true;
  }
  std::map<std::string, std::string> sources;
  for (const char* name : {"a", "b"}) {
    if (!input.rest().empty()) sources.emplace(name, input.TakeField());
  }
  const auto partials = Partials::Parse(sources, options);
  if (!partials.ok()) {
    ExpectPlace(partials.status(), kNames);
    return false;
  }
  options.partials = &*partials;
  const auto parsed = Template::Parse(source, options);
  if (!parsed.ok()) {
    ExpectPlace(parsed.status(), kNames);
    return false;
  }
  RenderOptions render_options = Lenient();
  render_options.strict = (choices & kStrict) != 0;
  if ((choices & kModeMask) == kJsonMode) {
    RenderJson(*parsed, variables, render_options);
  } else {
    RenderText(*parsed, variables, render_options);
  }
  return true;
}

}  // namespace
}  // namespace herald::liquid

// -1 keeps an input out of the corpus: what does not parse is the other
// fuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  return herald::liquid::Fuzz({bytes, size}) ? 0 : -1;
}
