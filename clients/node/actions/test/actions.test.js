// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { EMAIL_TYPES, PHONE_TYPES } = require('../lib/samples.js');
const { Runner, Upstream, sampleRequest } = require('./harness.js');

const upstream = new Upstream();
let runner;

before(async () => {
  await upstream.start();
  const files = [
    'http_sms=actions/http-sms.js',
    'http_email=actions/http-email.js',
    'verify=actions/verify.js',
    'messages=actions/messages.js',
    'cached=actions/cached-token.js',
    'all=actions/all-types.js',
    'older=actions/older-phone.js',
  ];
  const secrets = {
    API_URL: upstream.url,
    API_KEY: 'key-1',
    ACCOUNT_SID: 'AC1',
    AUTH_TOKEN: 'auth-1',
    VERIFY_SID: 'VA1',
    TIMEOUT_MS: '700',
  };
  runner = await Runner.start(files, { secrets });
});

after(async () => {
  await runner.stop();
  upstream.stop();
});

// A verdict on one line: `retry ACTION_NETWORK_ERROR possibly sent`.
function describe(response) {
  if (response.error) return `error ${response.error.code}`;
  const [[name, fields]] = Object.entries(response);
  const code = fields.reason_code ? ` ${fields.reason_code}` : '';
  return `${name}${code}${fields.possibly_sent ? ' possibly sent' : ''}`;
}

async function verdictOn(provider, script, request) {
  upstream.script = script;
  upstream.requests = [];
  return describe(await runner.ask({ ...request, provider }));
}

// What each Action says of each answer. `thrown` is what its author left to
// the runner: an error of the network, or any other.
const SAID = { 200: 'delivered', 400: 'drop ACTION_DROP', 429: 'retry ACTION_RETRY', 500: 'retry ACTION_RETRY' };
const THROWN = { hang: 'retry ACTION_NETWORK_ERROR possibly sent', reset: 'retry ACTION_NETWORK_ERROR possibly sent' };
const CAUGHT = { hang: 'retry ACTION_RETRY', reset: 'retry ACTION_RETRY' };
const ALL_ERRORS = 'drop ACTION_ERROR';
const EXPECTED = {
  http_sms: { ...SAID, 401: 'drop ACTION_DROP', ...THROWN },
  http_email: { ...SAID, 401: 'drop ACTION_DROP', ...CAUGHT },
  verify: { ...SAID, 401: 'drop ACTION_DROP', ...CAUGHT },
  messages: { ...SAID, 401: 'drop ACTION_DROP', ...THROWN },
  cached: { ...SAID, 401: 'retry ACTION_RETRY', ...THROWN },
  all: { ...SAID, 401: 'drop ACTION_DROP', ...THROWN },
  older: { 200: 'delivered', 400: ALL_ERRORS, 401: ALL_ERRORS, 429: ALL_ERRORS, 500: ALL_ERRORS, ...THROWN },
};

for (const [provider, verdicts] of Object.entries(EXPECTED)) {
  for (const [script, verdict] of Object.entries(verdicts)) {
    test(`${provider} says of ${script}: ${verdict}`, async () => {
      const channel = provider === 'http_email' ? 'email' : 'phone';
      const answer = /^\d+$/.test(script) ? Number(script) : script;
      assert.equal(await verdictOn(provider, answer, sampleRequest(channel)), verdict);
      assert.equal(upstream.requests.length, 1);
    });
  }
}

test('a vendor that is not there has been sent nothing', async () => {
  const gone = new Upstream();
  await gone.start();
  gone.stop();
  const request = { ...sampleRequest('phone'), provider: 'http_sms' };
  request.secrets = { API_URL: gone.url };
  const { retry } = await runner.ask(request);
  assert.equal(retry.reason_code, 'ACTION_NETWORK_ERROR');
  assert.equal(retry.scope, 'SCOPE_TRANSPORT');
  assert.ok(!retry.possibly_sent);
});

test('all seventeen message types are sent by one Action', async () => {
  const urls = new Set();
  for (const [channel, types] of [['phone', PHONE_TYPES], ['email', EMAIL_TYPES]]) {
    for (const type of types) {
      assert.equal(await verdictOn('all', 200, sampleRequest(channel, type)), 'delivered', type);
      urls.add(upstream.requests[0].url);
    }
  }
  // Both channels have a blocked_account.
  assert.equal(urls.size, PHONE_TYPES.length + EMAIL_TYPES.length - 1);
});

test('a message type of a newer client is left to the Action', async () => {
  const request = sampleRequest('phone');
  request.notification.phone.message_type = 99;
  assert.equal(await verdictOn('all', 200, request), 'drop ACTION_DROP');
});

test('a token stays in the cache until it is refused', async () => {
  upstream.tokens = 0;
  await verdictOn('cached', 401, sampleRequest('phone'));
  await verdictOn('cached', 200, sampleRequest('phone'));
  const tokens = upstream.tokens;
  await verdictOn('cached', 200, sampleRequest('phone'));
  assert.equal(upstream.tokens, tokens);
  assert.equal(upstream.requests[0].headers.authorization, 'Bearer token-1');
});

test('a voice call is asked for as one', async () => {
  const request = sampleRequest('phone');
  request.notification.phone.delivery_method = 'DELIVERY_METHOD_VOICE';
  await verdictOn('messages', 201, request);
  assert.match(upstream.requests[0].url, /Calls\.json$/);
  assert.match(upstream.requests[0].body, /Say/);
});

test("Herald's secrets come on top of the file's", async () => {
  const request = { ...sampleRequest('email'), secrets: { API_KEY: 'key-2' } };
  await verdictOn('http_email', 200, request);
  assert.equal(upstream.requests[0].headers.authorization, 'Bearer key-2');
});
