// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/configuration_loader.h"
#include "delivery/message_templates.h"
#include "herald/v1/message_templates.pb.h"

namespace herald {

// The message templates that are built into the program.
v1::MessageTemplates BuiltInMessageTemplates();

// Puts the content of every `html_file` and `text_file` in place of the file's
// name. Files have at most 16 MiB each.
void ReadTemplateFiles(v1::MessageTemplates& templates, const Places& places,
                       ConfigurationErrors& errors);

// Compiles the configuration's message templates and those that are built in.
// Mistakes become errors of the configuration.
MessageTemplates MakeMessageTemplates(LoadedConfiguration& loaded);

}  // namespace herald
