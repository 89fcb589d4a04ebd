// SPDX-License-Identifier: Apache-2.0
// Rendering takes memory for its output and, if the first kilobytes do not
// suffice, for its arena; nothing for each output, filter or iteration.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "liquid/liquid.h"
#include "variables.h"

namespace {

thread_local std::size_t allocations = 0;

void* Counted(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

// The replacements must pair: what one of these takes, the others give back.
void* operator new(std::size_t size) { return Counted(size); }
void* operator new[](std::size_t size) { return Counted(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return Counted(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return Counted(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace herald::liquid {
namespace {

struct Cost {
  std::size_t allocations = 0;
  std::size_t bytes = 0;
};

Cost CostOf(const std::string& source, const std::string& json,
            Escape escape = Escape::kNone) {
  const auto parsed = Template::Parse(source, {.escape = escape}).value();
  const JsonVariables variables(json);
  const RenderOptions options;
  const std::size_t before = allocations;
  const auto text = parsed.Render(variables, options);
  const std::size_t after = allocations;
  EXPECT_TRUE(text.ok()) << text.status();
  return {after - before, text.ok() ? text->size() : 0};
}

TEST(Allocations, AreCounted) {
  const std::size_t before = allocations;
  delete new int(1);
  EXPECT_EQ(allocations, before + 1);
}

TEST(Allocations, OfAShortMessageAreItsTextAlone) {
  const Cost cost = CostOf(
      "{{ code }} is your verification code for "
      "{{ tenant.friendly_name }}.",
      R"({"code": "123456", "tenant": {"friendly_name": "Acme Shop"}})");
  EXPECT_EQ(cost.allocations, 1u);
  EXPECT_GT(cost.bytes, 40u);
}

TEST(Allocations, DoNotGrowWithFilters) {
  std::string source = "{{ s";
  for (int i = 0; i < 20; ++i) {
    source +=
        " | upcase | downcase | append: 'x' | replace: 'xx', 'x' | escape"
        " | split: ' ' | sort | uniq | join: ' ' | url_encode | url_decode"
        " | truncate: 30 | strip | json | slice: 1, 20";
  }
  const Cost cost = CostOf(source + " }}", R"({"s": "one two three"})");
  // 300 filters in a row: what they hold takes a few blocks of the arena.
  EXPECT_LE(cost.allocations, 6u);
}

// An email with a loop, conditions, captures and filters.
std::string Items(int count) {
  std::string json = R"({"name": "Ann <ann>", "items": [)";
  for (int i = 0; i < count; ++i) {
    if (i > 0) json += ',';
    json += R"({"title": "Item & more )" + std::to_string(i) +
            R"(", "price": 12.5, "tags": ["b", "a", "b"]})";
  }
  return json + "]}";
}

constexpr const char* kEmail =
    "<h1>Hello {{ name | capitalize }}</h1>{% for item in items %}"
    "{% capture line %}{{ item.title | upcase }}: {{ item.price | times: 3 }}"
    "{% endcapture %}{% if forloop.first %}<b>{% endif %}"
    "{% cycle 'odd', 'even' %}{% ifchanged %}{{ item.price }}{% endifchanged %}"
    "{% for tag in item.tags %}{{ tag | append: '!' }}{% endfor %}"
    "{{ item.tags | sort | uniq | join: ', ' }} {% assign n = forloop.index %}"
    "{{ line | raw }}{{ n | modulo: 7 | plus: 0.5 }}{% increment c %}\n"
    "{% endfor %}";

TEST(Allocations, DoNotGrowWithIterationsBeyondTheOutput) {
  const Cost few = CostOf(kEmail, Items(2), Escape::kHtml);
  const Cost many = CostOf(kEmail, Items(2000), Escape::kHtml);
  EXPECT_GT(many.bytes, few.bytes * 100);
  EXPECT_LE(few.allocations, 3u);
  // The output doubles from 1 KiB on, and so do the arena's blocks.
  EXPECT_LE(many.allocations, 30u);
}

}  // namespace
}  // namespace herald::liquid
