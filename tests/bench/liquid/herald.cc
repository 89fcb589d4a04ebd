// SPDX-License-Identifier: Apache-2.0
// Herald's engine, as compare.py talks to it: liquidjs.mjs tells the commands.
// The answer to `measure` also has the number of heap allocations. A case whose
// name begins with `message` finds its variables in a protobuf message.
#include <utility>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <sstream>
#include <string>

#include "herald/v1/notification.pb.h"
#include "liquid/json.h"
#include "liquid/liquid.h"

namespace {

std::int64_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace herald::liquid {
namespace {

class JsonVariables : public Object {
 public:
  explicit JsonVariables(JsonDocument document)
      : document_(std::move(document)) {}

  Value Find(std::string_view name) const override {
    return document_.root().Find(name);
  }

 private:
  JsonDocument document_;
};

// What the one-line message needs of a notification.
class MessageVariables : public Object {
 public:
  explicit MessageVariables(const Value& json) {
    message_.mutable_phone()->set_code(std::string(json.Find("code").text()));
    message_.mutable_tenant()->set_friendly_name(
        std::string(json.Find("tenant").Find("friendly_name").text()));
    minutes_ = json.Find("expire_minutes");
  }

  Value Find(std::string_view name) const override {
    if (name == "code") return Value(message_.phone().code());
    if (name == "expire_minutes") return minutes_;
    return Value::Of(message_).Find(name);
  }

 private:
  v1::Notification message_;
  Value minutes_;
};

struct Case {
  Template parsed;
  std::unique_ptr<Object> variables;

  std::string Render() const { return parsed.Render(*variables).value(); }
};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Case Load(const std::string& name, std::istream& words) {
  std::string source, data, escape;
  words >> source >> data >> escape;
  ParseOptions options;
  options.escape = escape == "html" ? Escape::kHtml : Escape::kNone;
  Case loaded{.parsed = Template::Parse(ReadFile(source), options).value()};
  JsonDocument document = JsonDocument::Parse(ReadFile(data)).value();
  if (name.starts_with("message")) {
    loaded.variables = std::make_unique<MessageVariables>(document.root());
  } else {
    loaded.variables = std::make_unique<JsonVariables>(std::move(document));
  }
  return loaded;
}

std::int64_t CpuMicroseconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

std::string Measure(const Case& measured, std::istream& words) {
  using Clock = std::chrono::steady_clock;
  double seconds = 0;
  words >> seconds;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  const std::int64_t start = CpuMicroseconds();
  const std::int64_t allocations_before = allocations;
  std::size_t bytes = 0;
  std::int64_t renders = 0;
  for (int batch = 1; Clock::now() < end; batch = std::min(batch * 2, 256)) {
    for (int i = 0; i < batch; ++i) bytes += measured.Render().size();
    renders += batch;
  }
  if (bytes == 0) return "nothing was rendered";
  const std::int64_t used = CpuMicroseconds() - start;
  std::ostringstream answer;
  answer << renders << ' ' << used << ' '
         << (allocations - allocations_before) / renders;
  return answer.str();
}

void Serve() {
  std::map<std::string, Case> cases;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string command, name;
    words >> command >> name;
    if (command == "load") {
      cases[name] = Load(name, words);
      std::cout << "ready" << std::endl;
    } else if (command == "write") {
      std::string path;
      words >> path;
      std::ofstream(path) << cases.at(name).Render();
      std::cout << "written" << std::endl;
    } else if (command == "measure") {
      std::cout << Measure(cases.at(name), words) << std::endl;
    }
  }
}

}  // namespace
}  // namespace herald::liquid

int main() { herald::liquid::Serve(); }
