// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { mask, privateTermsOf } = require('../lib/masking.js');

test('a longer secret is masked before one that is a part of it', () => {
  assert.equal(mask('key-123 and key', ['key', 'key-123']), '*** and ***');
  assert.equal(mask('nothing here', ['', 'absent']), 'nothing here');
});

test('secrets, recipient and code of either channel are private', () => {
  const phone = { secrets: { A: 'a', B: '' }, notification: { recipient: '+15550100', code: '123456' } };
  assert.deepEqual(privateTermsOf(phone), ['a', '+15550100', '123456']);
  assert.deepEqual(privateTermsOf({ notification: { to: 'user@example.com' } }), ['user@example.com']);
  assert.deepEqual(privateTermsOf({ message_options: { recipient: '+15550100' } }), ['+15550100']);
});
