// SPDX-License-Identifier: Apache-2.0
'use strict';

// Errors of connections that never came about: nothing was sent.
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

// Errors of connections that broke, and of time that was over.
const POSSIBLY_SENT = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_NETWORK',
  'ERR_CANCELED',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_ABORTED',
]);

const retry = (fields) => ({ retry: { scope: 'SCOPE_PROVIDER', ...fields } });

// Whether a thrown error is a network's, and if so, whether something may have
// been sent: 'none', 'not sent' or 'possibly sent'.
function networkTrouble(error) {
  if (error.hasResponse) return 'none';
  const codes = [error.code, error.cause];
  if (codes.some((code) => NOT_SENT.has(code))) return 'not sent';
  if (codes.some((code) => POSSIBLY_SENT.has(code))) return 'possibly sent';
  const isTimeout = ['AbortError', 'TimeoutError'].includes(error.name);
  const isFetch = error.name === 'TypeError' && error.message === 'fetch failed';
  return isTimeout || isFetch ? 'possibly sent' : 'none';
}

// What an error means that an Action threw. `onThrow` is auto, retry or drop.
function verdictOnError(error, onThrow) {
  const trouble = networkTrouble(error);
  const cause = error.causeMessage ? `: ${error.causeMessage}` : '';
  const reason = `the Action threw ${error.name}: ${error.message}${cause}`;
  if (onThrow === 'drop' || (onThrow === 'auto' && trouble === 'none')) {
    return { drop: { reason, reason_code: 'ACTION_ERROR' } };
  }
  return retry({
    reason,
    reason_code: trouble === 'none' ? 'ACTION_ERROR' : 'ACTION_NETWORK_ERROR',
    scope: trouble === 'none' ? 'SCOPE_PROVIDER' : 'SCOPE_TRANSPORT',
    possibly_sent: trouble === 'possibly sent',
  });
}

// The verdict on an execution, as HandleNotificationResponse has it.
function toVerdict(result, onThrow, timeLimitMs) {
  if (result.timedOut) {
    return retry({
      reason: `the Action took more than ${timeLimitMs / 1000} s`,
      reason_code: 'ACTION_TIMEOUT',
      possibly_sent: true,
    });
  }
  if (result.died !== undefined) {
    return retry({
      reason: `the Action's process died: ${result.died}`,
      reason_code: 'ACTION_CRASHED',
      possibly_sent: true,
    });
  }
  if (result.error) return verdictOnError(result.error, onThrow);
  const { type, reason } = result.said;
  if (type === 'drop') return { drop: { reason, reason_code: 'ACTION_DROP' } };
  if (type === 'retry') return retry({ reason, reason_code: 'ACTION_RETRY' });
  return { delivered: {} };
}

module.exports = { toVerdict };
