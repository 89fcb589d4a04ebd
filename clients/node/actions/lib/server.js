// SPDX-License-Identifier: Apache-2.0
'use strict';

const { readFileSync, rmSync, statSync } = require('node:fs');
const net = require('node:net');
const grpc = require('@grpc/grpc-js');
const { Health } = require('./health.js');
const { loadContract, loadHealth } = require('./contract.js');

// Two bodies of 2 MiB and their circumstances.
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const GRACE_MS = 25_000;

function credentials(tls) {
  if (!tls.certificate) return grpc.ServerCredentials.createInsecure();
  return grpc.ServerCredentials.createSsl(
    tls.clientCa ? readFileSync(tls.clientCa) : null,
    [
      {
        cert_chain: readFileSync(tls.certificate),
        private_key: readFileSync(tls.key),
      },
    ],
    Boolean(tls.clientCa),
  );
}

// Removes the socket of a runner that died, not of one that lives.
async function freeSocket(address) {
  const socket = address.slice('unix:'.length);
  const isSocket = statSync(socket, { throwIfNoEntry: false })?.isSocket();
  if (!isSocket) return;
  await new Promise((resolve, reject) => {
    const connection = net.connect(socket);
    connection.on('connect', () => {
      connection.destroy();
      reject(new Error(`another program listens at ${address}`));
    });
    connection.on('error', resolve);
  });
  rmSync(socket, { force: true });
}

// Serves a runner. Resolves to {address, stop}.
async function serve(runner, { listen, tls }) {
  const server = new grpc.Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
  });
  const health = new Health();
  server.addService(loadHealth().service, health.implementation());
  server.addService(loadContract().service, {
    HandleNotification: (call, callback) => runner.handle(call, callback),
  });
  const isSocket = listen.startsWith('unix:');
  if (isSocket) await freeSocket(listen);
  const port = await new Promise((resolve, reject) => {
    server.bindAsync(listen, credentials(tls), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const stop = async () => {
    health.end();
    await new Promise((resolve) => {
      const timer = setTimeout(() => {
        server.forceShutdown();
        resolve();
      }, GRACE_MS);
      server.tryShutdown(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  };
  const host = listen.slice(0, listen.lastIndexOf(':'));
  return { address: isSocket ? listen : `${host}:${port}`, stop };
}

module.exports = { serve };
