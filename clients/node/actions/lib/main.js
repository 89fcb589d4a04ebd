// SPDX-License-Identifier: Apache-2.0
'use strict';

const { readFileSync } = require('node:fs');
const { Action } = require('./action.js');
const { Nursery } = require('./nursery.js');
const { HANDLERS } = require('./loading.js');
const { Runner } = require('./runner.js');
const { USAGE, UsageError, readArguments } = require('./arguments.js');
const { makeEvent } = require('./event.js');
const { makeLog } = require('./log.js');
const { readSecrets } = require('./secrets_file.js');
const { sampleRequest } = require('./samples.js');
const { serve } = require('./server.js');
const { toVerdict } = require('./verdict.js');

// Starts the Actions of the command line. Throws UsageError for a file that
// is none.
async function startActions(given, nursery, log) {
  const actions = given.files.map(({ provider, file }) => ({
    provider,
    action: new Action(file, given, nursery, log),
  }));
  const problems = await Promise.all(
    actions.map(async ({ action }) => {
      const problem = await action.start();
      return problem && `${action.file}: ${problem}`;
    }),
  );
  const found = problems.filter(Boolean);
  if (found.length > 0) {
    for (const { action } of actions) action.stop();
    nursery.stop();
    throw new UsageError(found.join('\n'));
  }
  return actions;
}

async function serveActions(given, secrets) {
  const log = makeLog(process.stderr);
  const nursery = new Nursery(given.maxMemoryMiB);
  const actions = await startActions(given, nursery, log);
  const stopActions = () => {
    actions.forEach(({ action }) => action.stop());
    nursery.stop();
  };
  const runner = new Runner(actions, { ...given, secrets }, log);
  const conflicts = runner.conflicts();
  if (conflicts.length > 0) {
    stopActions();
    throw new UsageError(conflicts.join('\n'));
  }
  let server;
  try {
    server = await serve(runner, given);
  } catch (error) {
    stopActions();
    throw error;
  }
  log('info', 'serving', { address: server.address });
  await new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  await server.stop();
  stopActions();
  log('info', 'stopped');
}

// Runs one Action with one event, and prints what became of it.
async function testAction(given, secrets) {
  const log = makeLog(process.stderr);
  const nursery = new Nursery(given.maxMemoryMiB);
  const [{ action }] = await startActions(given, nursery, log);
  const handler = action.handlers[0];
  try {
    const request = sampleRequest(HANDLERS[handler], given.messageType);
    const event = given.eventFile
      ? { secrets, ...JSON.parse(readFileSync(given.eventFile, 'utf8')) }
      : makeEvent(handler, request, secrets);
    const result = await action.execute(handler, event, given.timeLimitMs);
    const verdict = toVerdict(result, given.onThrow, given.timeLimitMs);
    process.stdout.write(`${JSON.stringify({ handler, verdict }, null, 2)}\n`);
  } finally {
    action.stop();
    nursery.stop();
  }
}

// Carries out a command line. Resolves to the exit code.
async function main(args) {
  try {
    const given = readArguments(args);
    if (given.command === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    const secrets = given.secretsFile ? readSecrets(given.secretsFile) : {};
    await (given.command === 'test' ? testAction : serveActions)(given, secrets);
    return 0;
  } catch (error) {
    process.stderr.write(`herald-actions: ${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

module.exports = { main };
