// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace herald {

// Rows of equal length with their columns aligned, two spaces apart.
std::string TextTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace herald
