// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const net = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const grpc = require('@grpc/grpc-js');
const { loadContract, loadHealth } = require('../lib/contract.js');
const { serve } = require('../lib/server.js');

const folder = mkdtempSync(path.join(tmpdir(), 'actions-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const RUNNER = { handle: (call, callback) => callback(null, { delivered: {} }) };

// Asks once, and resolves to the answer or the error's code.
function ask(address, credentials) {
  const client = new (loadContract())(address, credentials, { 'grpc.ssl_target_name_override': 'localhost' });
  return new Promise((resolve) => {
    client.HandleNotification({}, { deadline: Date.now() + 5000 }, (error, response) => {
      client.close();
      resolve(error ? error.code : response);
    });
  });
}

test('a socket that a dead runner left behind is taken, a living one is not', async () => {
  const socket = path.join(folder, 'left.sock');
  const other = net.createServer().listen(socket);
  await new Promise((resolve) => other.on('listening', resolve));
  await assert.rejects(serve(RUNNER, { listen: `unix:${socket}`, tls: {} }), /another program listens/);
  other.close();
  // Killed, so that it cannot take its socket with it.
  const listen = `require('net').createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', listen]);
  assert.ok(existsSync(socket));
  const { stop } = await serve(RUNNER, { listen: `unix:${socket}`, tls: {} });
  assert.deepEqual(await ask(`unix:${socket}`, grpc.credentials.createInsecure()), { delivered: {} });
  await stop();
});

test('with TLS and an authority for clients, those without a certificate are refused', async () => {
  const file = (name) => path.join(folder, name);
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-days', '2', '-keyout', file('key'), '-out', file('pem'),
  ], { stdio: 'ignore' });
  const tls = { certificate: file('pem'), key: file('key'), clientCa: file('pem') };
  const { address, stop } = await serve(RUNNER, { listen: '127.0.0.1:0', tls });
  const [pem, key] = [readFileSync(file('pem')), readFileSync(file('key'))];
  assert.deepEqual(await ask(address, grpc.credentials.createSsl(pem, key, pem)), { delivered: {} });
  assert.equal(await ask(address, grpc.credentials.createSsl(pem)), 14);
  assert.equal(await ask(address, grpc.credentials.createInsecure()), 14);
  await stop();
});

test('who watches its health is told when it ends', async () => {
  const listen = `unix:${path.join(folder, 'health.sock')}`;
  const { stop } = await serve(RUNNER, { listen, tls: {} });
  const client = new (loadHealth())(listen, grpc.credentials.createInsecure());
  const seen = [];
  const watch = client.Watch({ service: '' });
  watch.on('error', () => {});
  await new Promise((resolve) => {
    watch.on('data', ({ status }) => {
      seen.push(status);
      if (seen.length === 1) stop();
      else resolve();
    });
  });
  assert.deepEqual(seen, ['SERVING', 'NOT_SERVING']);
  client.close();
});
