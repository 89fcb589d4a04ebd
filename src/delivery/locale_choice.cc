// SPDX-License-Identifier: Apache-2.0
#include "delivery/locale_choice.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "delivery/locale.h"

namespace herald {
namespace {

constexpr std::size_t kMaxListBytes = 1000;
constexpr std::size_t kMaxListed = 20;

struct WeightedLocale {
  std::string locale;
  double weight = 1;
};

std::string_view Strip(std::string_view text) {
  const auto is_space = [](char c) { return absl::ascii_isspace(c); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// What stands ahead of the separator; takes both off the rest.
std::string_view TakeUpTo(char separator, std::string_view* rest) {
  const std::size_t end = rest->find(separator);
  const std::string_view taken = rest->substr(0, end);
  rest->remove_prefix(end == rest->npos ? rest->size() : end + 1);
  return Strip(taken);
}

// The weight in `q=0.8`; 0, which excludes, for what is none.
double WeightOf(std::string_view parameter) {
  if (parameter.empty()) return 1;
  double weight = 0;
  const bool is_weight =
      (parameter.starts_with("q=") || parameter.starts_with("Q=")) &&
      absl::SimpleAtod({parameter.data() + 2, parameter.size() - 2}, &weight);
  return is_weight && weight > 0 ? weight : 0;
}

std::vector<WeightedLocale> ParseList(std::string_view list) {
  std::vector<WeightedLocale> locales;
  list = list.substr(0, kMaxListBytes);
  while (!list.empty() && locales.size() < kMaxListed) {
    std::string_view member = TakeUpTo(',', &list);
    auto locale = NormalizeLocale(TakeUpTo(';', &member));
    const double weight = WeightOf(Strip(member));
    if (locale.ok() && weight > 0)
      locales.push_back({*std::move(locale), weight});
  }
  std::ranges::stable_sort(locales, std::ranges::greater(),
                           &WeightedLocale::weight);
  return locales;
}

// Cuts the last subtag off, and a single letter that stood ahead of it.
std::string_view Shorten(std::string_view locale) {
  const std::size_t dash = locale.rfind('-');
  if (dash == std::string_view::npos) return {};
  locale = locale.substr(0, dash);
  const bool ends_in_singleton =
      locale.size() >= 2 && locale[locale.size() - 2] == '-';
  return ends_in_singleton ? locale.substr(0, locale.size() - 2) : locale;
}

void AddWithShorterForms(std::string_view locale,
                         std::vector<std::string>* candidates) {
  for (; !locale.empty(); locale = Shorten(locale)) {
    if (std::ranges::count(*candidates, locale) == 0)
      candidates->emplace_back(locale);
  }
}

}  // namespace

std::vector<std::string> LocaleCandidates(std::string_view locale,
                                          std::string_view accept_language,
                                          std::string_view default_locale) {
  std::vector<std::string> candidates;
  AddWithShorterForms(locale, &candidates);
  for (const WeightedLocale& each : ParseList(accept_language))
    AddWithShorterForms(each.locale, &candidates);
  AddWithShorterForms(default_locale, &candidates);
  return candidates;
}

}  // namespace herald
