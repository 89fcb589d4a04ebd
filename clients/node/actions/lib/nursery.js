// SPDX-License-Identifier: Apache-2.0
'use strict';

const { fork } = require('node:child_process');
const path = require('node:path');

// What of the environment an Action sees.
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

function environment() {
  const passed = {};
  for (const name of PASSED_ON) {
    if (process.env[name] !== undefined) passed[name] = process.env[name];
  }
  return passed;
}

// Starts the processes that Actions run in, and keeps one in reserve that has
// seen no Action yet: most of a cold start is Node's own.
class Nursery {
  #reserve;
  #isOver = false;

  constructor(maxMemoryMiB) {
    this.maxMemoryMiB = maxMemoryMiB;
  }

  // A process that waits for the name of its file.
  take() {
    const child = this.#reserve ?? this.#start();
    this.#reserve = undefined;
    child.removeAllListeners('exit');
    child.removeAllListeners('error');
    return child;
  }

  // Makes sure that there is a reserve.
  prepare() {
    if (this.#reserve !== undefined || this.#isOver) return;
    const child = this.#start();
    const forget = () => {
      if (this.#reserve === child) this.#reserve = undefined;
    };
    child.on('exit', forget);
    child.on('error', forget);
    this.#reserve = child;
  }

  stop() {
    this.#isOver = true;
    this.#reserve?.kill('SIGKILL');
  }

  #start() {
    return fork(path.join(__dirname, 'child.js'), [], {
      env: environment(),
      execArgv: [`--max-old-space-size=${this.maxMemoryMiB}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  }
}

module.exports = { Nursery };
