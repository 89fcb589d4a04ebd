// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "absl/time/time.h"

namespace herald {

// How much a line matters.
enum class LogLevel { kInfo, kWarning, kError };

// Says that a text made at run time may be read by whoever reads the logs: it
// holds no personal data, no code and no secret. Every use is a promise that a
// reviewer can find.
struct Public {
  std::string_view text;
};

class Field;

// The fields of an object within a line. Points to them.
struct FieldList {
  const Field* fields;
  std::size_t size;
};

// A named value of a log line. Takes numbers, durations, words that stand in
// the source, texts marked as Public, and lists of objects made of the same.
// Any other text does not compile, so that a recipient, a body or a credential
// is not logged by accident. Points to its texts and objects, which must
// outlive it.
class Field {
 public:
  // A text that stands in the source: ASCII that JSON need not escape.
  class Word {
   public:
    consteval Word(const char* text) : text_(text) {
      for (const char c : text_) {
        if (c < ' ' || c > '~' || c == '"' || c == '\\') RefuseToCompile();
      }
    }
    std::string_view text() const { return text_; }

   private:
    static void RefuseToCompile();

    std::string_view text_;
  };

  using Value = std::variant<std::int64_t, bool, std::string_view,
                             std::span<const FieldList>>;

  template <std::integral T>
  Field(Word name, T value)
      : name_(name.text()),
        value_(std::in_place_type<
                   std::conditional_t<std::same_as<T, bool>, T, std::int64_t>>,
               value) {}
  Field(Word name, Word value) : name_(name.text()), value_(value.text()) {}
  Field(Word name, Public value) : name_(name.text()), value_(value.text) {}
  Field(Word name, std::span<const FieldList> value)
      : name_(name.text()), value_(value) {}

  // In whole milliseconds; the name should end in `_ms`.
  Field(Word name, absl::Duration value)
      : name_(name.text()), value_(absl::ToInt64Milliseconds(value)) {}

  std::string_view name() const { return name_; }
  const Value& value() const { return value_; }

 private:
  std::string_view name_;
  Value value_;
};

// One event as a line of JSON, without a line break: `time` (RFC 3339, UTC),
// `level`, `event`, then the fields in order. Bytes that are not UTF-8 become
// question marks; texts are cut after 4096 bytes.
std::string FormatLogLine(absl::Time time, LogLevel level, Field::Word event,
                          std::initializer_list<Field> fields);

// The least that is written from now on; kInfo at first. Any thread may call
// these.
void SetLeastLogLevel(LogLevel level);
bool IsLogged(LogLevel level);

// Writes one line about an event to standard error, if its level IsLogged. Any
// thread may call it, and none waits for whoever reads the log: beyond 4 MiB
// that have not been read, lines are dropped.
void Log(LogLevel level, Field::Word event, std::span<const Field> fields);
void Log(LogLevel level, Field::Word event,
         std::initializer_list<Field> fields = {});

// Waits until all lines are written, for at most a second. For the end of the
// program.
void FlushLog();

// How many lines were dropped since the process began.
std::int64_t DroppedLogLines();

}  // namespace herald
