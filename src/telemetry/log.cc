// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"

namespace herald {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>,
                                     rapidjson::UTF8<>, rapidjson::CrtAllocator,
                                     rapidjson::kWriteValidateEncodingFlag>;

bool IsUtf8(std::string_view text) {
  rapidjson::StringBuffer scratch;
  return JsonWriter(scratch).String(text.data(), text.size());
}

void WriteText(std::string_view text, JsonWriter* json) {
  std::string shown(text.substr(0, kMaxTextBytes));
  if (!IsUtf8(shown)) {
    for (char& c : shown) {
      if (!absl::ascii_isascii(static_cast<unsigned char>(c))) c = '?';
    }
  }
  json->String(shown.data(), shown.size());
}

// Overloads on the kinds of a field's value.
struct ValueWriter {
  JsonWriter* json;

  void operator()(std::int64_t value) const { json->Int64(value); }
  void operator()(bool value) const { json->Bool(value); }
  void operator()(std::string_view value) const { WriteText(value, json); }
};

std::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      break;
  }
  return "error";
}

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      break;
  }
  return spdlog::level::err;
}

// Never destroyed, so that threads may log until the process has ended.
spdlog::logger& StandardError() {
  static spdlog::logger& logger = *[] {
    auto* made = new spdlog::logger(
        "herald", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return logger;
}

}  // namespace

std::string FormatLogLine(absl::Time time, LogLevel level, Field::Word event,
                          std::initializer_list<Field> fields) {
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  json.Key("time");
  WriteText(absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone()),
            &json);
  json.Key("level");
  WriteText(LevelName(level), &json);
  json.Key("event");
  WriteText(event.text(), &json);
  for (const Field& field : fields) {
    WriteText(field.name(), &json);
    std::visit(ValueWriter{&json}, field.value());
  }
  json.EndObject();
  return buffer.GetString();
}

void Log(LogLevel level, Field::Word event,
         std::initializer_list<Field> fields) {
  const std::string line = FormatLogLine(absl::Now(), level, event, fields);
  StandardError().log(SpdlogLevel(level), spdlog::string_view_t(line));
}

}  // namespace herald
