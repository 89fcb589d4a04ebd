// SPDX-License-Identifier: Apache-2.0
'use strict';

// The limits of Auth0's documentation.
const MAX_ENTRIES = 20;
const MAX_KEY_BYTES = 64;
const MAX_VALUE_BYTES = 4 * 1024;
const MAX_TOTAL_BYTES = 8 * 1024;
const MAX_LIFE_MS = 24 * 60 * 60 * 1000;
const DEFAULT_LIFE_MS = 15 * 60 * 1000;
const MAX_WRITES = 20;

const failure = (code) => ({ type: 'error', code });
const bytes = (text) => Buffer.byteLength(text, 'utf8');
const isTime = (value) => typeof value === 'number' && Number.isFinite(value);

// The records that executions of one Action keep for each other. They live as
// long as its process, and are lost with it.
class Cache {
  #records = new Map();
  #now;

  constructor(now = Date.now) {
    this.#now = now;
  }

  // What one execution is given as `api.cache`.
  forExecution() {
    let writes = 0;
    const write = (work) =>
      ++writes > MAX_WRITES ? failure('MaxSideEffectsExceeded') : work();
    return {
      get: (key) => this.#get(key),
      set: (key, value, options) =>
        write(() => this.#set(key, value, options ?? {})),
      delete: (key) => write(() => this.#delete(key)),
    };
  }

  #get(key) {
    const record = this.#records.get(key);
    if (record === undefined) return undefined;
    if (record.expires_at <= this.#now()) {
      this.#records.delete(key);
      return undefined;
    }
    return { ...record };
  }

  #set(key, value, { ttl, expires_at }) {
    if (typeof key !== 'string' || typeof value !== 'string') {
      return failure('FailedToSetCacheRecord');
    }
    if (bytes(key) > MAX_KEY_BYTES) return failure('CacheKeySizeExceeded');
    if (bytes(value) > MAX_VALUE_BYTES) {
      return failure('CacheValueSizeExceeded');
    }
    const now = this.#now();
    const ends = [];
    if (ttl !== undefined) ends.push(isTime(ttl) ? now + ttl : NaN);
    if (expires_at !== undefined) {
      ends.push(isTime(expires_at) ? expires_at : NaN);
    }
    if (ends.some(Number.isNaN)) return failure('InvalidExpiry');
    const end = ends.length ? Math.min(...ends) : now + DEFAULT_LIFE_MS;
    if (end <= now) return failure('ItemAlreadyExpired');
    if (!this.#hasRoom(key, value, now)) return failure('CacheSizeExceeded');
    const record = { value, expires_at: Math.min(end, now + MAX_LIFE_MS) };
    this.#records.set(key, record);
    return { type: 'success', record: { ...record } };
  }

  #delete(key) {
    if (this.#get(key) === undefined) return failure('CacheKeyDoesNotExist');
    this.#records.delete(key);
    return { type: 'success' };
  }

  #hasRoom(key, value, now) {
    let entries = 1;
    let total = bytes(key) + bytes(value);
    for (const [other, record] of this.#records) {
      if (record.expires_at <= now) {
        this.#records.delete(other);
      } else if (other !== key) {
        ++entries;
        total += bytes(other) + bytes(record.value);
      }
    }
    return entries <= MAX_ENTRIES && total <= MAX_TOTAL_BYTES;
  }
}

module.exports = { Cache };
