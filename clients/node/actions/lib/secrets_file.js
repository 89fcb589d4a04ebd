// SPDX-License-Identifier: Apache-2.0
'use strict';

const { readFileSync } = require('node:fs');

const MAX_BYTES = 1024 * 1024;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

// Reads secrets: an object of JSON, or lines of NAME=VALUE. Errors name the
// line, and never show a value.
function readSecrets(file) {
  const text = readFileSync(file, 'utf8');
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new Error(`${file}: must be at most 1 MiB`);
  }
  const secrets = text.trimStart().startsWith('{')
    ? fromJson(file, text)
    : fromLines(file, text);
  for (const [name, value] of Object.entries(secrets)) {
    if (typeof value !== 'string') {
      throw new Error(`${file}: ${name} must be a text`);
    }
  }
  return secrets;
}

function fromJson(file, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: is neither JSON nor lines of NAME=VALUE`);
  }
}

function fromLines(file, text) {
  const secrets = {};
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    if (at < 0 || !NAME.test(name)) {
      throw new Error(`${file}:${index + 1}: must be NAME=VALUE`);
    }
    secrets[name] = line.slice(at + 1).trim().replace(/^(["'])(.*)\1$/, '$2');
  });
  return secrets;
}

module.exports = { readSecrets };
