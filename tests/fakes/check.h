// SPDX-License-Identifier: Apache-2.0
// How a fake gives up: a test whose machine cannot even listen or make a key.
#pragma once

#include <cstdlib>
#include <iostream>

namespace herald {

inline void Check(bool is_right, const char* what) {
  if (is_right) return;
  std::cerr << "The fakes cannot " << what << "\n";
  std::abort();
}

}  // namespace herald
