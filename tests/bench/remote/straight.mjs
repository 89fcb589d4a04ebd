// SPDX-License-Identifier: Apache-2.0
// Serves the contract of handlers with one Action, called straight: no process
// of its own, no limits. `straight.mjs PROTO ADDRESS ACTION SECRETS`
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [proto, address, file, secrets] = process.argv.slice(2);
const actions = process.env.ACTIONS;
const grpc = require(`${actions}/node_modules/@grpc/grpc-js`);
const { loadSync } = require(`${actions}/node_modules/@grpc/proto-loader`);
const { makeEvent } = require(`${actions}/lib/event.js`);

const definition = loadSync('herald/v1/notification_handler_service.proto', {
  includeDirs: [proto],
  keepCase: true,
  enums: String,
  longs: Number,
});
const { NotificationHandlerService } = grpc.loadPackageDefinition(definition).herald.v1;
const name = 'onExecuteCustomPhoneProvider';
const handler = require(file)[name];

async function handle(request) {
  let said = { delivered: {} };
  const api = {
    notification: {
      drop: (reason) => (said = { drop: { reason } }),
      retry: (reason) => (said = { retry: { reason } }),
    },
  };
  await handler(makeEvent(name, request, JSON.parse(secrets)), api);
  return said;
}

const server = new grpc.Server();
server.addService(NotificationHandlerService.service, {
  HandleNotification: (call, callback) => {
    handle(call.request).then(
      (response) => callback(null, response),
      (error) => callback({ code: grpc.status.INTERNAL, details: error.message }),
    );
  },
});
server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
});
