// SPDX-License-Identifier: Apache-2.0
'use strict';

const grpc = require('@grpc/grpc-js');
const { HANDLERS } = require('./loading.js');
const { makeEvent } = require('./event.js');
const { toVerdict } = require('./verdict.js');

// An error of the call that says that nothing was sent.
function refusal(code, details) {
  const metadata = new grpc.Metadata();
  metadata.set('herald-possibly-sent', 'false');
  return { code, details, metadata };
}

// Serves HandleNotification with the Actions given.
class Runner {
  #inFlight = 0;

  // `actions` is a list of {action, provider}; without a provider an Action
  // serves every one that has none of its own. `options` has secrets, onThrow,
  // timeLimitMs and maxInFlight.
  constructor(actions, options, log) {
    this.actions = actions;
    this.options = options;
    this.log = log;
  }

  get inFlight() {
    return this.#inFlight;
  }

  // What is wrong with the choice of Actions, one line each.
  conflicts() {
    const seen = new Map();
    const problems = [];
    for (const { action, provider } of this.actions) {
      const channels = new Set(action.handlers.map((name) => HANDLERS[name]));
      for (const channel of channels) {
        const key = `${provider ?? ''} ${channel}`;
        const other = seen.get(key);
        if (other) {
          problems.push(
            `${action.name} and ${other} both send ${channel}s` +
              `${provider ? ` for ${provider}` : ''}; ` +
              'write PROVIDER=FILE to tell them apart',
          );
        }
        seen.set(key, action.name);
      }
    }
    return problems;
  }

  // The gRPC method.
  async handle(call, callback) {
    const { notification, provider } = call.request;
    const channel = notification?.phone ? 'phone' : 'email';
    if (!notification?.phone && !notification?.email) {
      const details = 'the request holds no notification that is known here';
      return callback(refusal(grpc.status.INVALID_ARGUMENT, details));
    }
    const chosen = this.#find(provider, channel);
    if (chosen === undefined) {
      const details = `no Action here sends ${channel}s for ${provider}`;
      return callback(refusal(grpc.status.UNIMPLEMENTED, details));
    }
    if (this.#inFlight >= this.options.maxInFlight) {
      const reason = `${this.options.maxInFlight} executions are under way`;
      return callback(null, {
        retry: { reason, reason_code: 'RUNNER_BUSY', scope: 'SCOPE_PROVIDER' },
      });
    }
    ++this.#inFlight;
    let response;
    let error = null;
    try {
      response = await this.#execute(chosen, call);
    } catch (failure) {
      this.log('error', 'runner_failed', { problem: failure.stack });
      error = { code: grpc.status.INTERNAL, details: 'an error of the runner' };
    }
    --this.#inFlight;
    callback(error, response);
  }

  async #execute({ action, handler }, call) {
    const { timeLimitMs, secrets, onThrow } = this.options;
    const limit = Math.max(
      1,
      Math.min(timeLimitMs, Number(call.getDeadline()) - Date.now()),
    );
    const event = makeEvent(handler, call.request, secrets);
    const result = await action.execute(handler, event, limit);
    const verdict = toVerdict(result, onThrow, limit);
    this.#record(action, call.request.provider, result, verdict);
    return verdict;
  }

  #record(action, provider, result, verdict) {
    const failure = verdict.retry ?? verdict.drop;
    if (failure === undefined) return;
    const fields = {
      action: action.name,
      provider,
      verdict: verdict.retry ? 'retry' : 'drop',
      reason_code: failure.reason_code,
      reason: failure.reason,
    };
    if (result.error?.stack) fields.stack = result.error.stack;
    this.log('warning', 'not_delivered', fields);
  }

  #find(provider, channel) {
    const fits = (each) => each.action.handlers.find((name) => HANDLERS[name] === channel);
    const own = this.actions.find((each) => each.provider === provider && fits(each));
    const chosen =
      own ?? this.actions.find((each) => each.provider === undefined && fits(each));
    return chosen && { action: chosen.action, handler: fits(chosen) };
  }
}

module.exports = { Runner };
