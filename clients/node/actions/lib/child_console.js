// SPDX-License-Identifier: Apache-2.0
'use strict';

const { format } = require('node:util');

const MAX_LINE_CHARACTERS = 4096;
const MAX_LINES_AT_ONCE = 200;
const LINES_PER_SECOND = 100;

// Takes over everything that an Action prints. `emit` gets one line at a time,
// of a bounded length and at a bounded rate; what is beyond is counted.
function captureOutput(emit) {
  let room = MAX_LINES_AT_ONCE;
  let lost = 0;
  let before = Date.now();
  const write = (level, text) => {
    const now = Date.now();
    room = Math.min(
      MAX_LINES_AT_ONCE,
      room + ((now - before) / 1000) * LINES_PER_SECOND,
    );
    before = now;
    if (room < 1) {
      ++lost;
      return;
    }
    if (lost > 0) {
      emit('warning', `${lost} lines were lost: the Action prints too many`);
      lost = 0;
    }
    --room;
    emit(level, text.slice(0, MAX_LINE_CHARACTERS));
  };
  const levels = {
    debug: 'info',
    log: 'info',
    info: 'info',
    dir: 'info',
    trace: 'info',
    warn: 'warning',
    error: 'error',
  };
  for (const [name, level] of Object.entries(levels)) {
    console[name] = (...values) => {
      if (room >= 1 || Date.now() - before > 10) {
        write(level, format(...values));
      } else {
        ++lost;
      }
    };
  }
  for (const [stream, level] of [
    [process.stdout, 'info'],
    [process.stderr, 'error'],
  ]) {
    stream.write = (chunk, encoding, callback) => {
      write(level, String(chunk).trimEnd());
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }
}

module.exports = { captureOutput };
