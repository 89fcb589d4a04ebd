// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/definitions.h"
#include "herald/v1/definition.pb.h"

namespace herald {

// `sms, voice`.
std::string ChannelList(const v1::ProviderDefinition& definition);

// `custom code, idempotency key`; empty for nothing.
std::string CapabilityList(const v1::ProviderDefinition& definition);

// All entries as a table in Markdown, as docs/providers.md has it.
std::string CataloguePage(Definitions& definitions);

}  // namespace herald
