// SPDX-License-Identifier: Apache-2.0
// A handler that forwards text messages to an HTTP API: `handler.mjs PROTO ADDRESS`,
// where PROTO is the folder of the contract.
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [proto, address] = process.argv.slice(2);
const definition = loadSync('herald/v1/notification_handler_service.proto', {
  includeDirs: [proto],
  keepCase: true,
});
const { NotificationHandlerService } = grpc.loadPackageDefinition(definition).herald.v1;

const retry = (reason, possibly_sent = false) => ({ retry: { reason, possibly_sent } });

async function handle(request, deadline) {
  const { recipient, as_text } = request.notification.phone;
  let answer;
  try {
    answer = await fetch(request.configuration.fields.url.stringValue, {
      method: 'POST',
      headers: { Authorization: `Bearer ${request.secrets.API_KEY}` },
      body: JSON.stringify({ to: recipient, text: as_text }),
      signal: AbortSignal.timeout(Math.max(0, deadline - Date.now())),
    });
  } catch (error) {
    // A refused connection has sent nothing.
    return retry(`the API did not answer: ${error.name}`, error.cause?.code !== 'ECONNREFUSED');
  }
  if (answer.ok) {
    const { id } = await answer.json();
    return { delivered: { provider_message_id: id } };
  }
  const reason = `HTTP status ${answer.status}`;
  if (answer.status === 429 || answer.status >= 500) return retry(reason);
  return { drop: { reason } };
}

const server = new grpc.Server();
server.addService(NotificationHandlerService.service, {
  HandleNotification: (call, callback) => {
    handle(call.request, Number(call.getDeadline())).then(
      (response) => callback(null, response),
      (error) => callback({ code: grpc.status.INTERNAL, details: error.message }),
    );
  },
});
server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
});
