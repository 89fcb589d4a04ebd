// SPDX-License-Identifier: Apache-2.0
'use strict';

const { spawn } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const http = require('node:http');
const { tmpdir } = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const grpc = require('@grpc/grpc-js');
const { loadContract } = require('../lib/contract.js');
const { sampleRequest } = require('../lib/samples.js');

const COMMAND = path.join(__dirname, '../bin/herald-actions.js');

// A vendor's API, which answers as `script` says: a status, 'hang' or 'reset'.
class Upstream {
  script = 200;
  requests = [];
  tokens = 0;

  async start() {
    this.server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (bytes) => (body += bytes));
      request.on('end', () => this.#answer(request, response, body));
    });
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  #answer(request, response, body) {
    if (request.url === '/token') {
      ++this.tokens;
      response.end(JSON.stringify({ access_token: 'token-1', expires_in: 60 }));
      return;
    }
    this.requests.push({ url: request.url, headers: request.headers, body });
    if (this.script === 'hang') return;
    if (this.script === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(this.script, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ id: 'm-1', code: 21211, message: 'as asked' }));
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

// The command as people run it, with a client that asks it as Herald does.
class Runner {
  lines = [];

  static async start(files, { secrets = {}, flags = [] } = {}) {
    const runner = new Runner();
    runner.folder = mkdtempSync(path.join(tmpdir(), 'actions-'));
    const secretsFile = path.join(runner.folder, 'secrets.json');
    writeFileSync(secretsFile, JSON.stringify(secrets));
    const listen = `unix:${path.join(runner.folder, 'a.sock')}`;
    const paths = files.map((file) =>
      file.replace(/^(\w+=)?(.*)$/, (_, provider, name) => (provider ?? '') + path.join(__dirname, name)),
    );
    runner.process = spawn(
      process.execPath,
      [COMMAND, '--listen', listen, '--secrets', secretsFile, ...flags, ...paths],
      { stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, HERALD_TEST_ONLY: 'private' } },
    );
    runner.exited = new Promise((resolve) => runner.process.on('exit', resolve));
    const output = readline.createInterface({ input: runner.process.stderr });
    await new Promise((resolve) => {
      output.on('line', (line) => {
        runner.lines.push(line);
        if (line.includes('"serving"')) resolve();
      });
      output.on('close', resolve);
    });
    const Client = loadContract();
    runner.client = new Client(listen, grpc.credentials.createInsecure());
    return runner;
  }

  // The answer to a request, or the error of the call.
  ask(request, timeoutMs = 30_000) {
    return new Promise((resolve) => {
      const deadline = new Date(Date.now() + timeoutMs);
      this.client.HandleNotification(request, { deadline }, (error, response) =>
        resolve(error ? { error } : response),
      );
    });
  }

  log(event) {
    return this.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter((line) => line.event === event);
  }

  async logged(event, count = 1) {
    while (this.log(event).length < count) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.log(event);
  }

  async stop() {
    this.client.close();
    this.process.kill('SIGTERM');
    const code = await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

// Runs the command to its end. Resolves to {code, stdout, stderr}.
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args]);
    const result = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].on('data', (bytes) => (result[name] += bytes));
    }
    child.on('close', (code) => resolve({ code, ...result }));
  });
}

// A phone request whose code tells `bad/*.js` what to do.
function phoneRequest(code = '123456', type = 'otp_verify') {
  const request = sampleRequest('phone', type);
  if (request.notification.phone.code) request.notification.phone.code = code;
  return request;
}

module.exports = { Runner, Upstream, phoneRequest, run, sampleRequest };
