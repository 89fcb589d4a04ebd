// SPDX-License-Identifier: Apache-2.0
#include "delivery/country_rules.h"

#include <fmt/format.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"

namespace herald {
namespace {

constexpr std::string_view kNoCountry = "001";

// Countries that have no numbers of their own, but stand in people's lists.
constexpr const char* kWithoutNumbers[] = {"AQ", "BV", "GS", "HM",
                                           "PN", "TF", "UM"};

std::optional<std::size_t> IndexOf(std::string_view country) {
  if (country == kNoCountry) return 26 * 26;
  if (country.size() != 2 || !absl::ascii_isupper(country[0]) ||
      !absl::ascii_isupper(country[1])) {
    return std::nullopt;
  }
  return static_cast<std::size_t>((country[0] - 'A') * 26 + country[1] - 'A');
}

CountrySet SetOf(const google::protobuf::RepeatedPtrField<std::string>& list,
                 const std::string& field, FieldViolations& violations) {
  CountrySet set;
  for (int i = 0; i < list.size(); ++i) {
    set.Insert(list[i]);
    if (IsCountry(list[i])) continue;
    violations.Add(fmt::format("{}[{}]", field, i),
                   "is no country; use the ISO 3166-1 code of two upper-case "
                   "letters, such as GB, or 001");
  }
  return set;
}

}  // namespace

void CountrySet::Insert(std::string_view country) {
  if (const auto index = IndexOf(country)) members_.set(*index);
}

bool CountrySet::Contains(std::string_view country) const {
  const auto index = IndexOf(country);
  return index && members_.test(*index);
}

bool IsCountry(const std::string& text) {
  static const std::set<std::string> kCountries = [] {
    std::set<std::string> countries(std::begin(kWithoutNumbers),
                                    std::end(kWithoutNumbers));
    i18n::phonenumbers::PhoneNumberUtil::GetInstance()->GetSupportedRegions(
        &countries);
    countries.emplace(kNoCountry);
    return countries;
  }();
  return kCountries.contains(text);
}

CountryRules::CountryRules(
    const google::protobuf::RepeatedPtrField<v1::CountryRule>& rules,
    FieldViolations& violations) {
  for (int i = 0; i < rules.size(); ++i) {
    const v1::CountryRule& from = rules[i];
    const std::string field = fmt::format("countries[{}]", i);
    if (from.allow().empty() && from.deny().empty())
      violations.Add(field, "lacks one of allow, deny");
    Rule rule;
    for (const int type : from.message_types())
      rule.types.push_back(static_cast<v1::PhoneMessageType>(type));
    rule.denied = SetOf(from.deny(), field + ".deny", violations);
    if (!from.allow().empty())
      rule.allowed = SetOf(from.allow(), field + ".allow", violations);
    for (int at = 0; at < from.allow_size(); ++at) {
      if (!rule.denied.Contains(from.allow(at))) continue;
      violations.Add(fmt::format("{}.allow[{}]", field, at),
                     "stands in deny too");
    }
    rules_.push_back(std::move(rule));
  }
}

bool CountryRules::Allow(v1::PhoneMessageType type,
                         std::string_view country) const {
  return std::ranges::all_of(rules_, [&](const Rule& rule) {
    const bool is_about =
        rule.types.empty() ||
        std::ranges::find(rule.types, type) != rule.types.end();
    return !is_about || (!rule.denied.Contains(country) &&
                         (!rule.allowed || rule.allowed->Contains(country)));
  });
}

}  // namespace herald
