// SPDX-License-Identifier: Apache-2.0

// Serves the contract as a Node engineer would write it for one provider: an
// HTTP API that takes JSON. Without Herald's routes, limits, metrics and log.
//
//   server.mjs PROTO_FOLDER PORT URL [CA_FILE]

import { readFileSync } from 'node:fs';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { Agent, fetch } from 'undici';

const [protoFolder, port, url, caFile] = process.argv.slice(2);
const definition = loader.loadSync('herald/v1/notification_service.proto', {
  includeDirs: [protoFolder],
  enums: String,
  longs: Number,
  keepCase: true,
});
const { NotificationService } = grpc.loadPackageDefinition(definition).herald.v1;

const dispatcher = new Agent({
  connections: 20000,
  pipelining: 1,
  connect: caFile ? { ca: readFileSync(caFile) } : {},
});

function failed(error, possiblySent) {
  return {
    outcome: 'OUTCOME_RETRY',
    scope: 'SCOPE_TRANSPORT',
    reason: error.message,
    reason_code: 'TRANSPORT',
    possibly_sent: possiblySent,
  };
}

async function tryOnce(phone, signal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: phone.recipient, text: phone.as_text }),
      dispatcher,
      signal,
    });
    const told = await response.json();
    if (response.status !== 200 || told.status !== 'accepted') {
      return {
        outcome: 'OUTCOME_RETRY',
        scope: 'SCOPE_PROVIDER',
        reason: `HTTP status ${response.status}`,
        reason_code: `HTTP_${response.status}`,
      };
    }
    return { outcome: 'OUTCOME_DELIVERED', provider_message_id: told.id };
  } catch (error) {
    return failed(error, true);
  }
}

async function deliverNotification(call, callback) {
  const phone = call.request.notification?.phone;
  if (!phone?.recipient || !phone.as_text) {
    callback({
      code: grpc.status.INVALID_ARGUMENT,
      details: 'notification.phone: recipient and as_text are required',
    });
    return;
  }
  const start = Date.now();
  const began = process.hrtime.bigint();
  const attempt = await tryOnce(phone, AbortSignal.timeout(20000));
  const nanoseconds = process.hrtime.bigint() - began;
  attempt.provider = 'upstream';
  attempt.start_time = { seconds: Math.floor(start / 1000), nanos: (start % 1000) * 1e6 };
  attempt.duration = {
    seconds: Number(nanoseconds / 1000000000n),
    nanos: Number(nanoseconds % 1000000000n),
  };
  const { duration, start_time, ...decisive } = attempt;
  callback(null, { ...decisive, attempts: [attempt] });
}

const server = new grpc.Server();
server.addService(NotificationService.service, { DeliverNotification: deliverNotification });
server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error) throw error;
});
