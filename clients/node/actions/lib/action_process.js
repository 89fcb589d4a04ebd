// SPDX-License-Identifier: Apache-2.0
'use strict';

const { readFileSync } = require('node:fs');

const MAX_ERROR_OUTPUT_BYTES = 4096;
const PING_EVERY_MS = 100;
const BLOCKED_AFTER_MS = 500;
const PAGE_BYTES = 4096;
const MIB = 1024 * 1024;

// The resident memory of a process. 0 where there is no /proc.
function residentBytes(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`).toString().split(' ')[1]) *
      PAGE_BYTES;
  } catch {
    return 0;
  }
}

// One process that runs one Action's file. It takes executions until it is
// retired, and ends when the last of them has ended, or when it has to be
// stopped: when it does not let go of the thread, or takes too much memory.
class ActionProcess {
  #child;
  #executions = new Map();
  #nextId = 1;
  #latestPong = Date.now();
  #watch;
  #errorOutput = '';
  #stopReason;

  // `owner` is told by onLoaded, onLog, onUnsound and onGone.
  constructor(file, limits, nursery, owner) {
    this.file = file;
    this.limits = limits;
    this.owner = owner;
    this.isRetired = false;
    this.isGone = false;
    this.#child = nursery.take();
    this.loaded = new Promise((resolve) => {
      this.resolveLoaded = resolve;
    });
    this.#child.on('message', (message) => this.#take(message));
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (code, signal) =>
      this.#end(this.#stopReason ?? (signal ? `signal ${signal}` : `exit code ${code}`)),
    );
    this.#child.stderr.on('data', (bytes) => this.#takeErrorOutput(bytes));
    this.#child.send({ type: 'load', file }, () => {});
  }

  get inFlight() {
    return this.#executions.size;
  }

  // Whether new executions are better off elsewhere.
  get isBlocked() {
    return (
      this.#watch !== undefined &&
      Date.now() - this.#latestPong > BLOCKED_AFTER_MS
    );
  }

  // Runs a handler. Resolves, never rejects, to what it said, what it threw,
  // that its time was over, or that the process died under it.
  execute(handler, event, timeLimitMs) {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      const timer = setTimeout(() => this.#giveUp(id), timeLimitMs);
      this.#executions.set(id, { resolve, timer });
      this.#startWatch();
      this.#child.send({ type: 'execute', id, handler, event }, (error) => {
        if (error) this.#settle(id, { died: error.message });
      });
    });
  }

  // Takes no more executions.
  retire() {
    this.isRetired = true;
    this.#stopIfIdle();
  }

  stop(reason) {
    this.#stopReason ??= reason;
    this.isRetired = true;
    this.#child.kill('SIGKILL');
  }

  #take(message) {
    if (message.type === 'pong') {
      this.#latestPong = Date.now();
    } else if (message.type === 'done') {
      this.#settle(message.id, message);
    } else if (message.type === 'log') {
      this.owner.onLog(message.level, 'console', { text: message.text });
    } else if (message.type === 'loaded') {
      this.resolveLoaded(message);
      this.owner.onLoaded();
    } else if (message.type === 'uncaught' || message.type === 'unhandled') {
      const { name, message: text } = message.error;
      this.owner.onLog('error', `${message.type}_error`, {
        error: `${name}: ${text}`,
      });
      // Who knows what it left behind.
      if (message.type === 'uncaught') this.owner.onUnsound(this);
    }
  }

  #settle(id, result) {
    const execution = this.#executions.get(id);
    if (execution === undefined) return;
    clearTimeout(execution.timer);
    this.#executions.delete(id);
    if (this.#executions.size === 0) this.#stopWatch();
    execution.resolve(result);
    this.#stopIfIdle();
  }

  // An execution whose time is over may go on in there for ever, so the
  // process is replaced; those beside it may end. One that is blocked has
  // nothing that could end.
  #giveUp(id) {
    const wasBlocked = this.isBlocked;
    this.#settle(id, { timedOut: true });
    this.owner.onUnsound(this);
    if (wasBlocked) this.stop('it did not let go of its thread');
  }

  #startWatch() {
    if (this.#watch !== undefined) return;
    this.#latestPong = Date.now();
    this.#watch = setInterval(() => this.#look(), PING_EVERY_MS);
  }

  #stopWatch() {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #look() {
    if (residentBytes(this.#child.pid) > this.limits.maxMemoryMiB * MIB) {
      this.stop(`it took more than ${this.limits.maxMemoryMiB} MiB of memory`);
    } else {
      this.#child.send({ type: 'ping' }, () => {});
    }
  }

  #stopIfIdle() {
    if (this.isRetired && this.#executions.size === 0) {
      this.#child.kill('SIGKILL');
    }
  }

  #takeErrorOutput(bytes) {
    this.#errorOutput = (this.#errorOutput + bytes).slice(
      0,
      MAX_ERROR_OUTPUT_BYTES,
    );
  }

  #end(reason) {
    if (this.isGone) return;
    this.isGone = true;
    this.isRetired = true;
    this.#stopWatch();
    const executions = [...this.#executions.keys()];
    for (const id of executions) this.#settle(id, { died: reason });
    this.resolveLoaded({ handlers: [], died: reason });
    this.owner.onGone(this, {
      reason,
      executions: executions.length,
      output: this.#errorOutput,
    });
  }
}

module.exports = { ActionProcess };
