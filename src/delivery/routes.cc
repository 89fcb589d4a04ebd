// SPDX-License-Identifier: Apache-2.0
#include "delivery/routes.h"

#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace herald {
namespace {

constexpr int kDefaultSharePercent = 50;
constexpr int kMaxWeight = 1'000'000;

using Member = CompiledRoute::Member;
using ProviderIndexes = std::map<std::string, std::size_t, std::less<>>;

// Compiles one route; `path` is its own.
class RouteCompiler {
 public:
  RouteCompiler(const v1::Route& route, std::string path,
                const ProviderIndexes& providers, FieldViolations& violations)
      : route_(route),
        path_(std::move(path)),
        providers_(providers),
        violations_(violations) {}

  CompiledRoute Compile(bool is_last) {
    CompiledRoute compiled{
        .name = route_.name(),
        .when = route_.when(),
        .attempt_share_percent = route_.attempt_share_percent() == 0
                                     ? kDefaultSharePercent
                                     : route_.attempt_share_percent()};
    CompileCondition(is_last, compiled);
    for (int i = 0; i < route_.providers_size(); ++i) {
      compiled.places.push_back(CompilePlace(
          route_.providers(i), fmt::format("{}.providers[{}]", path_, i)));
    }
    FieldViolations violations;
    compiled.limits = RateLimits(route_.limits(), violations);
    for (const FieldViolation& violation : violations.all()) {
      violations_.Add(path_ + "." + violation.field, violation.description);
    }
    return compiled;
  }

 private:
  void CompileCondition(bool is_last, CompiledRoute& compiled) {
    const std::string field = path_ + ".when";
    if (route_.when().empty()) {
      if (!is_last)
        violations_.Add(field, "is required in all routes but the last");
      return;
    }
    if (is_last) {
      violations_.Add(field,
                      "must be absent in the last route, so that every "
                      "notification finds one");
      return;
    }
    auto condition = liquid::Condition::Parse(route_.when(), {.name = "when"});
    if (condition.ok()) {
      compiled.condition = *std::move(condition);
    } else {
      violations_.Add(field, std::string(condition.status().message()));
    }
  }

  std::vector<Member> CompilePlace(const v1::ProviderGroup& group,
                                   const std::string& path) {
    std::vector<Member> members;
    if (group.weights().empty()) violations_.Add(path, "names no provider");
    for (const auto& [name, weight] : group.weights()) {
      const std::string field = fmt::format("{}.weights[{}]", path, name);
      const auto found = providers_.find(name);
      if (found == providers_.end()) {
        violations_.Add(field, "names no provider; there are " + Names());
        continue;
      }
      if (weight < 1 || weight > kMaxWeight) {
        violations_.Add(field, fmt::format("must be 1 to {}", kMaxWeight));
      }
      if (!seen_.insert(found->second).second) {
        violations_.Add(field, "names a provider of this route again");
      }
      members.push_back({found->second, weight});
    }
    // By index among equals, since a map has no order.
    std::ranges::sort(members, [](const Member& a, const Member& b) {
      return std::pair(-a.weight, a.provider) <
             std::pair(-b.weight, b.provider);
    });
    return members;
  }

  std::string Names() const {
    constexpr std::size_t kMaxListed = 20;
    std::vector<std::string_view> names;
    for (const auto& [name, index] : providers_) {
      if (names.size() < kMaxListed) names.push_back(name);
    }
    return fmt::format("{}", fmt::join(names, ", "));
  }

  const v1::Route& route_;
  const std::string path_;
  const ProviderIndexes& providers_;
  FieldViolations& violations_;
  std::set<std::size_t> seen_;
};

void CheckNames(const v1::Configuration& configuration,
                FieldViolations& violations) {
  std::set<std::string_view> seen;
  for (int i = 0; i < configuration.routes_size(); ++i) {
    const std::string& name = configuration.routes(i).name();
    if (seen.insert(name).second || name.empty()) continue;
    violations.Add(fmt::format("routes[{}].name", i),
                   "is another route's name too; it must be unique");
  }
}

// Draws one of the members from `begin` on, by weight.
std::size_t Draw(const std::vector<Member>& members, std::size_t begin,
                 std::mt19937_64& random) {
  std::int64_t sum = 0;
  for (std::size_t i = begin; i < members.size(); ++i) sum += members[i].weight;
  std::int64_t left =
      std::uniform_int_distribution<std::int64_t>(0, sum - 1)(random);
  std::size_t drawn = begin;
  while (left >= members[drawn].weight) left -= members[drawn++].weight;
  return drawn;
}

}  // namespace

Routes::Routes(const v1::Configuration& configuration,
               FieldViolations& violations) {
  ProviderIndexes providers;
  for (const v1::Provider& provider : configuration.providers()) {
    providers.emplace(provider.name(), providers.size());
  }
  CheckNames(configuration, violations);
  const int count = configuration.routes_size();
  for (int i = 0; i < count; ++i) {
    RouteCompiler compiler(configuration.routes(i),
                           fmt::format("routes[{}]", i), providers, violations);
    routes_.push_back(compiler.Compile(/*is_last=*/i + 1 == count));
  }
}

const CompiledRoute& Routes::Match(const liquid::Object& variables) const {
  liquid::SharedVariables shared(variables);
  for (const CompiledRoute& route : routes_) {
    if (!route.condition.has_value()) return route;
    const absl::StatusOr<bool> holds = route.condition->Holds(shared);
    if (holds.ok() && *holds) return route;
  }
  return routes_.back();
}

std::vector<v1::RouteExplanation> Routes::Explain(
    const liquid::Object& variables) const {
  liquid::SharedVariables shared(variables);
  std::vector<v1::RouteExplanation> explained;
  for (const CompiledRoute& route : routes_) {
    v1::RouteExplanation& explanation = explained.emplace_back();
    explanation.set_name(route.name);
    explanation.set_when(route.when);
    const absl::StatusOr<bool> holds =
        route.condition.has_value() ? route.condition->Holds(shared) : true;
    explanation.set_holds(holds.ok() && *holds);
    if (!holds.ok())
      explanation.set_error(std::string(holds.status().message()));
    if (explanation.holds()) break;
  }
  return explained;
}

std::vector<std::size_t> OrderOf(const CompiledRoute& route,
                                 std::mt19937_64* random) {
  std::vector<std::size_t> order;
  for (const std::vector<Member>& place : route.places) {
    if (place.size() == 1 || random == nullptr) {
      for (const Member& member : place) order.push_back(member.provider);
      continue;
    }
    std::vector<Member> members = place;
    for (std::size_t i = 0; i < members.size(); ++i) {
      std::swap(members[i], members[Draw(members, i, *random)]);
      order.push_back(members[i].provider);
    }
  }
  return order;
}

}  // namespace herald
