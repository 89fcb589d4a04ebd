// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { existsSync, readFileSync } = require('node:fs');
const { test } = require('node:test');
const { Runner, phoneRequest, run, sampleRequest } = require('./harness.js');

const SECRETS = { API_KEY: 'k3y-of-the-vendor' };

// Runs `work` with a runner that serves these files, and ends it.
async function withRunner(files, flags, work) {
  const runner = await Runner.start(files, { secrets: SECRETS, flags });
  try {
    await work(runner);
  } finally {
    await runner.stop();
  }
}

for (const [file, problem] of [
  ['not-async', 'Invalid function signature for the onExecuteCustomPhoneProvider handler'],
  ['no-object', 'Invalid function signature for the onExecuteCustomPhoneProvider handler'],
  ['wrong-name', 'it exports onExecutePostLogin'],
  ['throws-at-load', 'Error: no luck at load'],
  ['not-there', 'Cannot find module'],
]) {
  test(`${file}.js is refused at the start: ${problem}`, async () => {
    const { code, stderr } = await run(['--listen', 'unix:/tmp/unused.sock', `${__dirname}/bad/${file}.js`]);
    assert.equal(code, 2);
    assert.ok(stderr.includes(`${file}.js: `), stderr);
    assert.ok(stderr.includes(problem), stderr);
  });
}

test('a file that loops while it is loaded is refused at the start', async () => {
  const file = `${__dirname}/bad/loops-at-load.js`;
  const { code, stderr } = await run(['--listen', 'unix:/tmp/unused.sock', '--time-limit', '1', file]);
  assert.equal(code, 2);
  assert.match(stderr, /its process died: it did not load within 1 s/);
});

test('an Action cannot end its process', () =>
  withRunner(['bad/exits.js'], [], async (runner) => {
    const { drop } = await runner.ask(phoneRequest());
    assert.equal(drop.reason_code, 'ACTION_ERROR');
    assert.match(drop.reason, /process\.exit\(0\) is not for an Action/);
    assert.equal(runner.log('process_ended').length, 0);
  }));

test("a process that dies is a retry that may have been sent, and others' none", () =>
  withRunner(['a=bad/aborts.js', 'b=bad/hangs.js'], [], async (runner) => {
    for (let i = 0; i < 3; ++i) {
      const { retry } = await runner.ask({ ...phoneRequest(), provider: 'a' });
      assert.equal(retry.reason_code, 'ACTION_CRASHED');
      assert.equal(retry.possibly_sent, true);
      assert.deepEqual(await runner.ask({ ...phoneRequest(), provider: 'b' }), { delivered: {} });
    }
    await runner.logged('process_ended', 3);
  }));

test('a busy loop ends at the limit, and calls beside and behind it are served', () =>
  withRunner(['bad/loops.js'], ['--time-limit', '2'], async (runner) => {
    const begin = Date.now();
    const looping = runner.ask(phoneRequest('666666'));
    // Behind it until the runner sees that it is blocked, or beside it.
    const beside = [];
    while (Date.now() - begin < 1800) {
      beside.push(runner.ask(phoneRequest()));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { retry } = await looping;
    assert.equal(retry.reason_code, 'ACTION_TIMEOUT');
    assert.equal(retry.possibly_sent, true);
    const served = (await Promise.all(beside)).filter((each) => each.delivered);
    assert.ok(served.length >= 5, `${served.length} of ${beside.length}`);
    await runner.logged('process_ended');
    assert.deepEqual(await runner.ask(phoneRequest()), { delivered: {} });
  }));

test('an execution that hangs ends at the limit, and its process with it', () =>
  withRunner(['bad/hangs.js'], ['--time-limit', '1'], async (runner) => {
    const hanging = runner.ask(phoneRequest('666666'));
    assert.deepEqual(await runner.ask(phoneRequest()), { delivered: {} });
    assert.equal((await hanging).retry.reason_code, 'ACTION_TIMEOUT');
    assert.deepEqual(await runner.ask(phoneRequest()), { delivered: {} });
  }));

test("the call's deadline bounds an execution too", () =>
  withRunner(['bad/hangs.js'], [], async (runner) => {
    const begin = Date.now();
    const { error } = await runner.ask(phoneRequest('666666'), 300);
    assert.equal(error.code, 4);
    assert.ok(Date.now() - begin < 5000);
    const [line] = await runner.logged('not_delivered');
    assert.equal(line.reason_code, 'ACTION_TIMEOUT');
  }));

for (const file of ['allocates', 'buffers']) {
  test(`${file}.js does not take the machine's memory`, () =>
    withRunner([`a=bad/${file}.js`, 'b=bad/hangs.js'], ['--max-memory', '96'], async (runner) => {
      const { retry } = await runner.ask({ ...phoneRequest(), provider: 'a' });
      assert.equal(retry.reason_code, 'ACTION_CRASHED');
      assert.deepEqual(await runner.ask({ ...phoneRequest(), provider: 'b' }), { delivered: {} });
    }));
}

test('a flood of lines is cut, and holds no secret', () =>
  withRunner(['bad/floods.js'], [], async (runner) => {
    assert.deepEqual(await runner.ask(phoneRequest()), { delivered: {} });
    const lines = runner.log('console');
    assert.ok(lines.length >= 100 && lines.length < 5000, `${lines.length}`);
    assert.ok(!runner.lines.some((line) => line.includes(SECRETS.API_KEY)));
  }));

test('what an Action prints is logged without secrets, codes and recipients', () =>
  withRunner(['bad/prints-all.js'], [], async (runner) => {
    const request = phoneRequest('987654');
    await runner.ask(request);
    const lines = await runner.logged('console', 3);
    assert.deepEqual(
      lines.map(({ level, text }) => `${level} ${text}`),
      ['info about *** ***', "error { key: '***', env: undefined }", 'info raw ***'],
    );
    assert.equal(lines[0].action, 'prints-all.js');
  }));

test('a thrown error is a drop by default, and tells no secret', () =>
  withRunner(['bad/throws.js'], [], async (runner) => {
    const { drop } = await runner.ask(phoneRequest());
    assert.equal(drop.reason, 'the Action threw TypeError: cannot use ***');
    const [line] = await runner.logged('not_delivered');
    assert.match(line.stack, /throws\.js:2/);
    assert.ok(!runner.lines.some((each) => each.includes(SECRETS.API_KEY)));
  }));

test('--on-throw says what a thrown error means', () =>
  withRunner(['bad/throws.js'], ['--on-throw', 'retry'], async (runner) => {
    const { retry } = await runner.ask(phoneRequest());
    assert.equal(retry.reason_code, 'ACTION_ERROR');
    assert.ok(!retry.possibly_sent);
  }));

test('work that is left behind and fails touches no execution', () =>
  withRunner(['bad/leaves-work.js'], [], async (runner) => {
    const said = await Promise.all([1, 2, 3].map(() => runner.ask(phoneRequest())));
    for (const { drop } of said) assert.equal(drop.reason, 'on time');
    assert.equal((await runner.logged('uncaught_error'))[0].error, 'Error: late');
  }));

test('of several calls the last decides, and 1024 characters are kept', () =>
  withRunner(['bad/both.js'], [], async (runner) => {
    const { drop } = await runner.ask(phoneRequest());
    assert.equal(drop.reason, 'x'.repeat(1024));
  }));

test('what no Action here sends is an error that says nothing was sent', () =>
  withRunner(['bad/both.js'], [], async (runner) => {
    for (const [request, code] of [[sampleRequest('email'), 12], [{}, 3], [{ notification: {} }, 3]]) {
      const { error } = await runner.ask(request);
      assert.equal(error.code, code);
      assert.deepEqual(error.metadata.get('herald-possibly-sent'), ['false']);
    }
  }));

test('a request that nobody could make does not end the runner', () =>
  withRunner(['bad/both.js'], [], async (runner) => {
    const request = phoneRequest();
    request.notification.user.user_metadata = { fields: { a: {} } };
    request.secrets = { '': '', A: '' };
    request.notification.phone = { recipient: '' };
    assert.ok((await runner.ask(request)).drop);
    assert.ok((await runner.ask(phoneRequest())).drop);
  }));

test('executions in flight have a bound', () =>
  withRunner(['bad/hangs.js'], ['--max-in-flight', '1', '--time-limit', '1'], async (runner) => {
    const first = runner.ask(phoneRequest('666666'));
    const { retry } = await runner.ask(phoneRequest('666666'));
    assert.equal(retry.reason_code, 'RUNNER_BUSY');
    assert.ok(!retry.possibly_sent);
    await first;
  }));

test('two Actions that send the same must have providers of their own', async () => {
  const files = ['both', 'hangs'].map((name) => `${__dirname}/bad/${name}.js`);
  const { code, stderr } = await run(['--listen', 'unix:/tmp/unused.sock', ...files]);
  assert.equal(code, 2);
  assert.match(stderr, /hangs\.js and both\.js both send phones; write PROVIDER=FILE/);
});

test('it ends when it is asked to, and leaves no process', () =>
  withRunner(['bad/hangs.js'], [], async (runner) => {
    const { pid } = runner.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    assert.ok(children.length >= 1);
    assert.equal(await runner.stop(), 0);
    await runner.logged('stopped');
    const isRunning = () => children.some((child) => existsSync(`/proc/${child}`));
    for (let i = 0; i < 1000 && isRunning(); ++i) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(!isRunning());
  }));
