// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log.h"

#include <unistd.h>

#include <atomic>

#include "absl/time/clock.h"
#include "telemetry/json_text.h"
#include "telemetry/line_output.h"

namespace herald {
namespace {

std::atomic<LogLevel> least_level = LogLevel::kInfo;

void AppendFields(std::span<const Field> fields, std::string* line);

// Overloads on the kinds of a field's value.
struct ValueWriter {
  std::string* line;

  void operator()(std::int64_t value) const { AppendNumber(value, line); }
  void operator()(bool value) const { line->append(value ? "true" : "false"); }
  void operator()(std::string_view value) const { AppendJsonText(value, line); }
  void operator()(std::span<const FieldList> objects) const {
    line->push_back('[');
    for (const FieldList& object : objects) {
      if (line->back() != '[') line->push_back(',');
      line->push_back('{');
      AppendFields({object.fields, object.size}, line);
      line->push_back('}');
    }
    line->push_back(']');
  }
};

void AppendFields(std::span<const Field> fields, std::string* line) {
  for (const Field& field : fields) {
    if (line->back() != '{') line->push_back(',');
    // A name stands in the source, where Field::Word has looked at it.
    line->append("\"").append(field.name()).append("\":");
    std::visit(ValueWriter{line}, field.value());
  }
}

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

// Never destroyed, so that threads may log until the process has ended.
LineOutput& StandardError() {
  static LineOutput& output = *new LineOutput(STDERR_FILENO);
  return output;
}

void Append(absl::Time time, LogLevel level, Field::Word event,
            std::span<const Field> fields, std::string* line) {
  line->append("{\"time\":\"");
  AppendTime(time, line);
  line->append("\",\"level\":\"").append(LevelName(level));
  line->append("\",\"event\":");
  AppendJsonText(event.text(), line);
  AppendFields(fields, line);
  line->push_back('}');
}

}  // namespace

std::string FormatLogLine(absl::Time time, LogLevel level, Field::Word event,
                          std::initializer_list<Field> fields) {
  std::string line;
  Append(time, level, event, {fields.begin(), fields.size()}, &line);
  return line;
}

void SetLeastLogLevel(LogLevel level) {
  least_level.store(level, std::memory_order_relaxed);
}

bool IsLogged(LogLevel level) {
  return level >= least_level.load(std::memory_order_relaxed);
}

void Log(LogLevel level, Field::Word event, std::span<const Field> fields) {
  if (!IsLogged(level)) return;
  // Kept for its memory. Lines are bounded by the bound on texts.
  static thread_local std::string line;
  line.clear();
  Append(absl::Now(), level, event, fields, &line);
  StandardError().Write(line);
}

void Log(LogLevel level, Field::Word event,
         std::initializer_list<Field> fields) {
  Log(level, event, std::span(fields.begin(), fields.size()));
}

void FlushLog() { StandardError().Flush(std::chrono::seconds(1)); }

std::int64_t DroppedLogLines() { return StandardError().dropped(); }

}  // namespace herald
