// SPDX-License-Identifier: Apache-2.0
// Prints the p99 of calls to an Action in milliseconds, as JSON: alone, beside
// executions of another Action that hang, and beside hanging ones of its own.
// `hanging.mjs PROTO ADDRESS HANGING CALLS`
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [proto, address, hanging, calls] = process.argv.slice(2);
const actions = process.env.ACTIONS;
const grpc = require(`${actions}/node_modules/@grpc/grpc-js`);
const { loadSync } = require(`${actions}/node_modules/@grpc/proto-loader`);

const IN_FLIGHT = 16;
const definition = loadSync('herald/v1/notification_handler_service.proto', {
  includeDirs: [proto],
  keepCase: true,
});
const Client = grpc.loadPackageDefinition(definition).herald.v1.NotificationHandlerService;
const client = new Client(address, grpc.credentials.createInsecure());

const ask = (provider, recipient) =>
  new Promise((resolve, reject) => {
    const phone = { recipient, as_text: 'Hello' };
    const deadline = new Date(Date.now() + 60_000);
    const request = { provider, notification: { phone } };
    const call = client.HandleNotification(request, { deadline }, (error, response) =>
      error && error.code !== grpc.status.CANCELLED ? reject(error) : resolve(response),
    );
    asked.add(call);
  });

let asked = new Set();

async function p99() {
  const latencies = [];
  let left = Number(calls);
  const worker = async () => {
    while (left-- > 0) {
      const begin = performance.now();
      const { delivered } = await ask('one', '+12025550100');
      if (!delivered) throw new Error('it did not deliver');
      latencies.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  latencies.sort((a, b) => a - b);
  return latencies[Math.floor(0.99 * (latencies.length - 1))];
}

async function beside(provider) {
  asked = new Set();
  for (let i = 0; i < Number(hanging); ++i) ask(provider, '+12025550199').catch(() => {});
  const hung = asked;
  asked = new Set();
  // So that they hang before the others come.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const figure = await p99();
  for (const call of hung) call.cancel();
  return figure;
}

await p99();
const alone = await p99();
const others = await beside('two');
const own = await beside('one');
console.log(JSON.stringify({ alone, others, own }));
client.close();
process.exit(0);
