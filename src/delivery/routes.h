// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "delivery/field_violation.h"
#include "delivery/rate_limits.h"
#include "herald/v1/configuration.pb.h"
#include "herald/v1/explanation.pb.h"
#include "liquid/liquid.h"

namespace herald {

// One configured way for notifications, ready for use.
struct CompiledRoute {
  // One of the providers that share a place, by its index.
  struct Member {
    std::size_t provider;
    int weight;
  };

  std::string name;

  // The condition and its text; the last route has none.
  std::string when;
  std::optional<liquid::Condition> condition;

  // The places in order. The members of each have falling weights.
  std::vector<std::vector<Member>> places;

  int attempt_share_percent;

  RateLimits limits;
};

// The configured routes. Immutable; any thread may use them.
class Routes {
 public:
  // Without routes in the configuration there are none. Mistakes are named by
  // the path of their field, and leave an object that must not be used.
  Routes(const v1::Configuration& configuration, FieldViolations& violations);

  bool empty() const { return routes_.empty(); }
  const std::vector<CompiledRoute>& all() const { return routes_; }

  // The first route whose condition holds; a condition that cannot be evaluated
  // does not. Requires that there are routes.
  const CompiledRoute& Match(const liquid::Object& variables) const;

  // The same, telling what became of each condition on the way.
  std::vector<v1::RouteExplanation> Explain(
      const liquid::Object& variables) const;

 private:
  std::vector<CompiledRoute> routes_;
};

// The providers of a route in the order of one delivery: drawn by weight, or by
// falling weight if `random` is null. At most `1 << 16` of them.
std::vector<std::size_t> OrderOf(const CompiledRoute& route,
                                 std::mt19937_64* random);

}  // namespace herald
