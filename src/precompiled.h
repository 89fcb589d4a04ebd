// SPDX-License-Identifier: Apache-2.0
// What most sources include and what takes long to compile. Sources include
// what they use all the same.
#pragma once

#include <utility>

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "herald/v1/configuration.pb.h"
#include "herald/v1/notification_service.pb.h"
