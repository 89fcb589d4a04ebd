// SPDX-License-Identifier: Apache-2.0
'use strict';

// The process that an Action runs in. It is told which file it loads and what
// to execute, and tells what came of it, by messages of its parent's channel.

const { AsyncLocalStorage } = require('node:async_hooks');
const path = require('node:path');
const { Cache } = require('./cache.js');
const { captureOutput } = require('./child_console.js');
const { loadAction } = require('./loading.js');
const { makeApi } = require('./action_api.js');
const { mask, privateTermsOf } = require('./masking.js');

const MAX_ERROR_CHARACTERS = 1024;

const send = process.send.bind(process);
const exit = process.exit.bind(process);
const cache = new Cache();
const execution = new AsyncLocalStorage();
let latestTerms = [];

// What an Action must not reach: the channel to its parent, and the end.
for (const name of ['send', 'disconnect']) {
  Object.defineProperty(process, name, { value: undefined });
}
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ''}) is not for an Action to call`);
};

captureOutput((level, text) => {
  const terms = execution.getStore() ?? latestTerms;
  send({ type: 'log', level, text: mask(text, terms) });
});

// An error, as far as the parent has to know it.
function describe(error, terms) {
  const isError = error instanceof Error;
  const cause = isError ? error.cause : undefined;
  const text = (value) =>
    mask(String(value), terms).slice(0, MAX_ERROR_CHARACTERS);
  return {
    name: text(isError ? error.name : typeof error),
    message: text(isError ? error.message : error),
    code: text(error?.code ?? ''),
    cause: text(cause?.code ?? cause?.name ?? ''),
    causeMessage: text(cause?.message ?? ''),
    hasResponse: error?.response !== undefined && error?.response !== null,
    stack: text((isError && error.stack) || ''),
  };
}

// Loaded once; what it throws then is thrown again by each execution.
let handlers;
let loadError;

function load(file) {
  try {
    process.chdir(path.dirname(file));
    handlers = loadAction(file);
  } catch (error) {
    loadError = error ?? new Error('it threw nothing');
  }
  send({
    type: 'loaded',
    handlers: Object.keys(handlers ?? {}),
    error: loadError && describe(loadError, []),
  });
}

async function execute({ id, handler, event }) {
  const terms = privateTermsOf(event);
  latestTerms = terms;
  try {
    if (loadError) throw loadError;
    const isOlder = handler === 'onExecuteSendPhoneMessage';
    const { api, said } = makeApi(cache, !isOlder);
    await execution.run(terms, () => handlers[handler](event, api));
    const { type, reason } = said();
    send({
      type: 'done',
      id,
      said: { type, reason: reason && mask(reason, terms) },
    });
  } catch (error) {
    send({ type: 'done', id, error: describe(error, terms) });
  }
}

process.on('message', (message) => {
  if (message.type === 'execute') execute(message);
  else if (message.type === 'load') load(message.file);
  else if (message.type === 'ping') send({ type: 'pong' });
});
process.on('disconnect', () => exit(0));

// Work that an Action left behind. Executions under way end in peace.
process.on('uncaughtException', (error) => {
  send({ type: 'uncaught', error: describe(error, latestTerms) });
});
process.on('unhandledRejection', (error) => {
  send({ type: 'unhandled', error: describe(error, latestTerms) });
});
