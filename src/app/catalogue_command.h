// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/arguments.h"

namespace herald {

// What `herald catalogue` prints.
struct CatalogueOutput {
  // What was asked for.
  std::string text;

  // What is wrong, in lines; empty if all is well.
  std::string mistakes;
};

// Lists, shows or tests entries of the catalogue, or prints its page. Reads
// definitions; sends nothing.
CatalogueOutput RunCatalogueCommand(const Arguments& arguments);

}  // namespace herald
