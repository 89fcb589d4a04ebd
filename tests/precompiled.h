// SPDX-License-Identifier: Apache-2.0
// What most tests include and what takes long to compile.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "precompiled.h"
