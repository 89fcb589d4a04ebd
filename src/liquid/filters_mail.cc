// SPDX-License-Identifier: Apache-2.0
// Herald's own filters for the parts of an email.
#include "liquid/arena_list.h"
#include "liquid/arena_text.h"
#include "liquid/elements.h"
#include "liquid/filter.h"

namespace herald::liquid {
namespace {

// Where the angle bracket of `Jane Doe <jane@example.com>` opens.
std::size_t BracketOf(std::string_view mailbox) {
  return mailbox.ends_with('>') ? mailbox.rfind('<') : mailbox.npos;
}

std::string_view WithoutBlanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::string_view MailboxOf(const FilterInput& input, RenderContext* context) {
  return WithoutBlanks(TextOf(input, context));
}

Value MailboxAddress(const FilterInput& input, RenderContext* context) {
  std::string_view mailbox = MailboxOf(input, context);
  if (const std::size_t open = BracketOf(mailbox); open != mailbox.npos) {
    mailbox = mailbox.substr(open + 1, mailbox.size() - open - 2);
  }
  return mailbox.empty() ? Value() : Value(mailbox);
}

Value MailboxName(const FilterInput& input, RenderContext* context) {
  const std::string_view mailbox = MailboxOf(input, context);
  const std::size_t open = BracketOf(mailbox);
  if (open == mailbox.npos) return Value();
  std::string_view name = WithoutBlanks(mailbox.substr(0, open));
  if (name.empty()) return Value();
  if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"')) {
    return Value(name);
  }
  name = name.substr(1, name.size() - 2);
  ArenaText plain(context);
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) ++i;
    plain.push_back(name[i]);
  }
  return Value(plain.Finish());
}

// An object's members as a list of objects with a name and a value each.
Value EntriesOf(const FilterInput& input, RenderContext* context) {
  if (!context->SpendOn(input.value)) return Value();
  const std::string_view name = context->Text(input.Argument(0));
  const std::string_view value = context->Text(input.Argument(1));
  ArenaList<Value> entries(context);
  ForEachMember(input.value, [&](std::string_view key, Value member) {
    Member* pair = context->NewArray<Member>(2);
    Members* members = context->NewArray<Members>(1);
    if (pair == nullptr || members == nullptr) return;
    pair[0] = {name, Value(key)};
    pair[1] = {value, member};
    *members = {.entries = pair, .size = 2};
    entries.push_back(Value::Of(*members));
  });
  if (entries.empty()) return Value();
  return Value::Array(entries.begin(), entries.size());
}

// An object with one member more; the same without a value for it.
Value WithMember(const FilterInput& input, RenderContext* context) {
  if (!context->SpendOn(input.value)) return Value();
  ArenaList<Member> entries(context);
  ForEachMember(input.value, [&](std::string_view name, Value member) {
    entries.push_back({name, member});
  });
  const Value added = input.Argument(1);
  if (!added.is_nil()) {
    entries.push_back({context->Text(input.Argument(0)), added});
  }
  Members* members = context->NewArray<Members>(1);
  if (entries.empty() || members == nullptr) return Value();
  *members = {.entries = entries.begin(),
              .size = static_cast<std::uint32_t>(entries.size())};
  return Value::Of(*members);
}

constexpr Filter kMailFilters[] = {
    {"entries", EntriesOf, 2, 2},
    {"mailbox_address", MailboxAddress, 0, 0},
    {"mailbox_name", MailboxName, 0, 0},
    {"with", WithMember, 2, 2},
};

}  // namespace

std::span<const Filter> MailFilters() { return kMailFilters; }

}  // namespace herald::liquid
