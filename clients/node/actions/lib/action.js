// SPDX-License-Identifier: Apache-2.0
'use strict';

const path = require('node:path');
const { ActionProcess } = require('./action_process.js');

const MAX_PROCESSES = 4;
const MIN_LIFE_MS = 1000;

// An Action's file, and the processes that run it: one that takes executions,
// and those before it that are not done yet. Actions share nothing.
class Action {
  #current;
  #processes = new Set();
  #latestStart = 0;

  // `log(level, event, fields)` writes a line.
  constructor(file, limits, nursery, log) {
    this.file = path.resolve(file);
    this.name = path.basename(file);
    this.limits = limits;
    this.nursery = nursery;
    this.log = log;
    this.handlers = [];
  }

  // Starts the first process. Resolves to why the file is no Action, if so.
  async start() {
    const first = this.#process();
    const limit = setTimeout(
      () => first.stop(`it did not load within ${this.limits.timeLimitMs / 1000} s`),
      this.limits.timeLimitMs,
    );
    const { handlers, error, died } = await first.loaded;
    clearTimeout(limit);
    this.handlers = handlers;
    if (error) return `${error.name}: ${error.message}`;
    return died && `its process died: ${died}`;
  }

  execute(handler, event, timeLimitMs) {
    return this.#process().execute(handler, event, timeLimitMs);
  }

  stop() {
    for (const each of this.#processes) each.stop('the runner ends');
  }

  // The process for new executions. One that is blocked is left to itself.
  #process() {
    const current = this.#current;
    if (current !== undefined && !current.isRetired && !current.isBlocked) {
      return current;
    }
    if (current?.isBlocked && Date.now() - this.#latestStart < MIN_LIFE_MS) {
      return current;
    }
    current?.retire();
    this.#latestStart = Date.now();
    this.#current = new ActionProcess(
      this.file,
      this.limits,
      this.nursery,
      this,
    );
    this.#processes.add(this.#current);
    if (this.#processes.size > MAX_PROCESSES) {
      const [oldest] = this.#processes;
      oldest.stop('too many processes of this Action are not done');
    }
    return this.#current;
  }

  onLoaded() {
    this.nursery.prepare();
  }

  onLog(level, event, fields) {
    this.log(level, event, { action: this.name, ...fields });
  }

  // Its successor is started at once, not when the next call waits for it.
  onUnsound(unsound) {
    if (unsound.isRetired) return;
    unsound.retire();
    if (unsound === this.#current) this.#process();
  }

  onGone(gone, { reason, executions, output }) {
    this.#processes.delete(gone);
    if (gone === this.#current) this.#current = undefined;
    if (reason === 'the runner ends') return;
    if (executions > 0 || !gone.isRetired || output) {
      const fields = { reason, executions };
      if (output) fields.output = output.slice(0, 512);
      this.onLog('error', 'process_ended', fields);
    }
  }
}

module.exports = { Action };
