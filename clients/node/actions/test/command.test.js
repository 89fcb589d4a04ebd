// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const { run } = require('./harness.js');

const folder = mkdtempSync(path.join(tmpdir(), 'actions-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name, content) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const echo = write(
  'echo.js',
  'exports.onExecuteCustomEmailProvider = async (event, api) => {\n' +
    '  const { notification, secrets } = event;\n' +
    '  api.notification.drop(`${notification.message_type} ${Object.keys(secrets)} ${notification.to}`);\n' +
    '};\n',
);

test('test runs an Action with a sample and prints the verdict', async () => {
  const secrets = write('secrets.env', '# Ours.\nA="x y"\n\nB = z\n');
  const { code, stdout } = await run(['test', '--secrets', secrets, echo]);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), {
    handler: 'onExecuteCustomEmailProvider',
    verdict: { drop: { reason: 'verify_email A,B ***', reason_code: 'ACTION_DROP' } },
  });
});

test('test takes a message type, or an event of your own', async () => {
  const typed = await run(['test', '--message-type', 'welcome_email', echo]);
  assert.match(typed.stdout, /welcome_email/);
  const event = write('event.json', '{"notification": {"message_type": "own"}, "secrets": {}}');
  const own = await run(['test', '--event', event, echo]);
  assert.match(own.stdout, /"reason": "own  undefined"/);
});

test('mistakes say what is allowed', async () => {
  const text = write('text', 'no secrets');
  const list = write('list.json', '{"A": 1}');
  for (const [args, message] of [
    [[], 'name at least one FILE'],
    [['test'], 'name one FILE'],
    [[echo], '--listen is missing'],
    [['--listen', 'a.sock', echo], '--listen must be unix:/PATH or HOST:PORT'],
    [['--listen', '0.0.0.0:1', echo], 'give --tls-certificate and --tls-key, or --allow-plaintext'],
    [['--listen', 'unix:/a', '--on-throw', 'x', echo], '--on-throw must be auto, retry or drop'],
    [['--listen', 'unix:/a', '--time-limit', '0', echo], '--time-limit must be 1 to 300'],
    [['--listen', 'unix:/a', '--tls-key', 'k', echo], '--tls-certificate and --tls-key go together'],
    [['--listn', 'unix:/a', echo], '--listn'],
    [['test', '--message-type', 'x', echo], '--message-type must be one of verify_email, '],
    [['test', '--secrets', text, echo], `${text}:1: must be NAME=VALUE`],
    [['test', '--secrets', list, echo], `${list}: A must be a text`],
  ]) {
    const { code, stderr } = await run(args);
    assert.notEqual(code, 0, message);
    assert.ok(stderr.startsWith('herald-actions: '), stderr);
    assert.ok(stderr.includes(message), stderr);
  }
});

test('--help tells the options', async () => {
  const { code, stdout } = await run(['--help']);
  assert.equal(code, 0);
  assert.match(stdout, /--max-memory MIB/);
});
