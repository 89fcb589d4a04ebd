// SPDX-License-Identifier: Apache-2.0
#include "app/lane_deployment.h"

#include <utility>

#include "app/options.h"
#include "app/provider_making.h"

namespace herald {

absl::StatusOr<std::shared_ptr<const LaneDeployment>> LaneDeployment::Create(
    std::shared_ptr<Deployment> deployment, LimitStore& limits,
    ReplayStore& replays, const boost::asio::any_io_executor& executor) {
  LoadedConfiguration& loaded = deployment->loaded;
  const std::shared_ptr<LaneDeployment> lane(new LaneDeployment(deployment));
  auto client = BeastHttpClient::Create(
      executor,
      ToHttpClientOptions(loaded.configuration.http_client(), loaded.places));
  if (!client.ok()) return client.status();
  lane->client_ = *std::move(client);
  lane->engine_ = std::make_unique<Engine>(
      MakeProviders(loaded, {.sandboxes = deployment->sandboxes,
                             .breakers = deployment->breakers,
                             .executor = executor,
                             .client = *lane->client_,
                             .clock = deployment->clock}),
      EngineParts{.routes = deployment->routes,
                  .guard = *deployment->guard,
                  .limits = limits,
                  .replays = replays,
                  .redactor = deployment->redactor,
                  .clock = deployment->clock,
                  .pause = lane->pause_});
  lane->setup_ = {lane->engine_.get(), &deployment->wording,
                  deployment->hash.get()};
  return lane;
}

std::shared_ptr<const LaneSetup> LaneDeployment::SetupOf(
    std::shared_ptr<const LaneDeployment> lane) {
  const LaneSetup* setup = &lane->setup_;
  return {std::move(lane), setup};
}

}  // namespace herald
