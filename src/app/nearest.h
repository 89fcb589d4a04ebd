// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace herald {

// `names` as a list for people, `a, b, c`, those first that are most like
// `word`: by the number of letters to insert, remove or replace.
std::string NearestFirst(std::string_view word, std::vector<std::string> names);

}  // namespace herald
