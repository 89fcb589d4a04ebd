// SPDX-License-Identifier: Apache-2.0
'use strict';

const { parseArgs } = require('node:util');

const USAGE = `Serves Auth0 Actions as a handler of Herald.

  herald-actions [OPTION...] --listen ADDRESS [PROVIDER=]FILE...
  herald-actions test [OPTION...] FILE

Options:
  --listen ADDRESS      unix:/run/actions.sock, or HOST:PORT
  --secrets FILE        what event.secrets holds: JSON, or lines of NAME=VALUE;
                        secrets that Herald passes come on top
  --on-throw MEANING    what a thrown error means: auto (retry for errors of
                        the network, drop for others), retry or drop
  --time-limit SECONDS  how long an execution may take, 1 to 300; default 20
  --max-memory MIB      of an Action's process, 64 to 65536; default 256
  --max-in-flight N     executions at once, 1 to 100000; default 2000
  --tls-certificate FILE, --tls-key FILE, --tls-client-ca FILE
                        TLS, and mutual TLS with the last
  --allow-plaintext     listen beyond this machine without TLS
Of test:
  --event FILE          the event, as JSON; default: a sample
  --message-type TYPE   that the sample is of, such as otp_verify
`;

const FLAGS = {
  listen: { type: 'string' },
  secrets: { type: 'string' },
  'on-throw': { type: 'string', default: 'auto' },
  'time-limit': { type: 'string', default: '20' },
  'max-memory': { type: 'string', default: '256' },
  'max-in-flight': { type: 'string', default: '2000' },
  'tls-certificate': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-client-ca': { type: 'string' },
  'allow-plaintext': { type: 'boolean', default: false },
  event: { type: 'string' },
  'message-type': { type: 'string' },
  help: { type: 'boolean', default: false },
};

// A mistake of whoever typed the command.
class UsageError extends Error {}

function numberOf(flags, name, least, most) {
  const value = Number(flags[name]);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`--${name} must be ${least} to ${most}`);
  }
  return value;
}

function parse(args) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function checkListen(flags) {
  const { listen } = flags;
  if (listen === undefined) throw new UsageError('--listen is missing');
  if (listen.startsWith('unix:/')) return;
  if (!/^(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}$/.test(listen)) {
    throw new UsageError('--listen must be unix:/PATH or HOST:PORT');
  }
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\]):/.test(listen);
  if (!isLocal && !flags['tls-certificate'] && !flags['allow-plaintext']) {
    throw new UsageError(
      '--listen is beyond this machine: give --tls-certificate and --tls-key, ' +
        'or --allow-plaintext if the way is trusted',
    );
  }
}

// Reads the command line. Throws UsageError.
function readArguments(args) {
  const { values: flags, positionals } = parse(args);
  if (flags.help) return { command: 'help' };
  const command = positionals[0] === 'test' ? positionals.shift() : 'serve';
  if (!['auto', 'retry', 'drop'].includes(flags['on-throw'])) {
    throw new UsageError('--on-throw must be auto, retry or drop');
  }
  if (Boolean(flags['tls-certificate']) !== Boolean(flags['tls-key'])) {
    throw new UsageError('--tls-certificate and --tls-key go together');
  }
  if (positionals.length === 0 || (command === 'test' && positionals.length > 1)) {
    throw new UsageError(
      command === 'test' ? 'name one FILE' : 'name at least one FILE',
    );
  }
  if (command === 'serve') checkListen(flags);
  return {
    command,
    files: positionals.map((text) => {
      const [, provider, file] = /^(?:([a-z][a-z0-9_-]{0,62})=)?(.+)$/.exec(text);
      return { provider, file };
    }),
    listen: flags.listen,
    tls: {
      certificate: flags['tls-certificate'],
      key: flags['tls-key'],
      clientCa: flags['tls-client-ca'],
    },
    secretsFile: flags.secrets,
    onThrow: flags['on-throw'],
    timeLimitMs: numberOf(flags, 'time-limit', 1, 300) * 1000,
    maxMemoryMiB: numberOf(flags, 'max-memory', 64, 65536),
    maxInFlight: numberOf(flags, 'max-in-flight', 1, 100000),
    eventFile: flags.event,
    messageType: flags['message-type'],
  };
}

module.exports = { UsageError, USAGE, readArguments };
