// SPDX-License-Identifier: Apache-2.0
#include "rpc/delivery_preparation.h"

#include "delivery/fingerprint.h"
#include "delivery/recipient_facts.h"
#include "rpc/status.h"
#include "rpc/validation.h"

namespace herald {

grpc::Status PrepareDelivery(const Wording& wording,
                             v1::DeliverNotificationRequest& request,
                             CallContext& context) {
  FieldViolations violations;
  Validate(request, violations);
  if (!violations.empty()) return InvalidArgument(violations);
  // Before a template words it: words tell the time of day.
  if (!request.request_id().empty()) {
    context.fingerprint = FingerprintOf(request);
  }
  context.recipient = FactsOf(request.notification());
  return wording.Fill(request, &context.template_locale);
}

}  // namespace herald
