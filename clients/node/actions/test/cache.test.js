// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Cache } = require('../lib/cache.js');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_000_000_000_000;

function cacheAt() {
  const time = { now: START };
  const cache = new Cache(() => time.now);
  return { time, cache, api: cache.forExecution() };
}

const codeOf = (result) => (result.type === 'error' ? result.code : 'success');

test('a record lives for 15 minutes unless told otherwise', () => {
  const { time, api } = cacheAt();
  assert.deepEqual(api.set('k', 'v'), {
    type: 'success',
    record: { value: 'v', expires_at: START + 15 * MINUTE },
  });
  time.now += 15 * MINUTE - 1;
  assert.deepEqual(api.get('k'), { value: 'v', expires_at: START + 15 * MINUTE });
  time.now += 1;
  assert.equal(api.get('k'), undefined);
});

test('the earlier of ttl and expires_at wins, and a day is the most', () => {
  const { api } = cacheAt();
  const endOf = (options) => api.set('k', 'v', options).record.expires_at - START;
  assert.equal(endOf({ ttl: 5000 }), 5000);
  assert.equal(endOf({ ttl: 5000, expires_at: START + 3000 }), 3000);
  assert.equal(endOf({ ttl: 2000, expires_at: START + 3000 }), 2000);
  assert.equal(endOf({ ttl: 48 * HOUR }), 24 * HOUR);
});

test('an execution sees what another has set, and what is deleted is gone', () => {
  const { cache, api } = cacheAt();
  api.set('k', 'v');
  const other = cache.forExecution();
  assert.equal(other.get('k').value, 'v');
  assert.deepEqual(other.delete('k'), { type: 'success' });
  assert.equal(api.get('k'), undefined);
});

test('every limit has its error code', () => {
  const { api } = cacheAt();
  assert.equal(codeOf(api.set('k'.repeat(64), 'v')), 'success');
  assert.equal(codeOf(api.set('é'.repeat(33), 'v')), 'CacheKeySizeExceeded');
  assert.equal(codeOf(api.set('k', 'v'.repeat(4097))), 'CacheValueSizeExceeded');
  assert.equal(codeOf(api.set('k', 'v', { ttl: 0 })), 'ItemAlreadyExpired');
  assert.equal(codeOf(api.set('k', 'v', { expires_at: START })), 'ItemAlreadyExpired');
  assert.equal(codeOf(api.set('k', 'v', { ttl: 'soon' })), 'InvalidExpiry');
  assert.equal(codeOf(api.set('k', 'v', { expires_at: NaN })), 'InvalidExpiry');
  assert.equal(codeOf(api.set('k', 7)), 'FailedToSetCacheRecord');
  assert.equal(codeOf(api.delete('nothing')), 'CacheKeyDoesNotExist');
});

test('8 KiB and 20 records are the most, and a replaced record counts once', () => {
  const { cache, api } = cacheAt();
  assert.equal(codeOf(api.set('a', 'v'.repeat(4000))), 'success');
  assert.equal(codeOf(api.set('b', 'v'.repeat(4000))), 'success');
  assert.equal(codeOf(api.set('c', 'v'.repeat(200))), 'CacheSizeExceeded');
  assert.equal(codeOf(api.set('b', 'v'.repeat(4001))), 'success');
  const small = cacheAt();
  for (let i = 0; i < 20; ++i) {
    assert.equal(codeOf(small.cache.forExecution().set(`k${i}`, 'v')), 'success');
  }
  assert.equal(codeOf(small.cache.forExecution().set('k20', 'v')), 'CacheSizeExceeded');
  assert.equal(codeOf(cache.forExecution().set('a', 'v')), 'success');
});

test('an execution may write 20 times', () => {
  const { api } = cacheAt();
  for (let i = 0; i < 20; ++i) assert.equal(codeOf(api.set('k', `${i}`)), 'success');
  assert.equal(codeOf(api.set('k', 'v')), 'MaxSideEffectsExceeded');
  assert.equal(codeOf(api.delete('k')), 'MaxSideEffectsExceeded');
  assert.equal(api.get('k').value, '19');
});
