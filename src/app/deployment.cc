// SPDX-License-Identifier: Apache-2.0
#include "app/deployment.h"

#include "app/guard_making.h"
#include "app/message_template_loading.h"
#include "app/secret_forms.h"

namespace herald {
namespace {

Routes MakeRoutes(LoadedConfiguration& loaded) {
  FieldViolations violations;
  Routes routes(loaded.configuration, violations);
  AddViolations(violations, "", loaded.places, loaded.errors);
  return routes;
}

bool HasHashKey(const LoadedConfiguration& loaded) {
  return loaded.configuration.logging().has_recipient_hash_key();
}

std::shared_ptr<const RecipientHash> MakeHash(const LoadedConfiguration& loaded,
                                              const Deployment* before) {
  if (HasHashKey(loaded)) {
    return std::make_shared<const RecipientHash>(loaded.secrets.Get(
        loaded.configuration.logging().recipient_hash_key()));
  }
  if (before != nullptr && !HasHashKey(before->loaded)) return before->hash;
  return std::make_shared<const RecipientHash>();
}

}  // namespace

Deployment::Deployment(const std::string& file, const Deployment* before,
                       const Clock& clock)
    : clock(clock),
      loaded(LoadConfiguration(file)),
      file_errors(file),
      redactor(SecretForms(loaded)),
      sandboxes(MakeSandboxes(loaded.configuration, before == nullptr
                                                        ? Sandboxes()
                                                        : before->sandboxes)),
      breakers(loaded.configuration,
               before == nullptr ? nullptr : &before->breakers),
      routes(MakeRoutes(loaded)),
      guard(MakeGuard(loaded)),
      hash(MakeHash(loaded, before)),
      message_templates(MakeMessageTemplates(loaded)),
      wording(message_templates, clock) {}

}  // namespace herald
