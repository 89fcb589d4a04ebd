// SPDX-License-Identifier: Apache-2.0
'use strict';

const { types } = require('node:util');

// The functions that an Action may export, by what they carry.
const HANDLERS = {
  onExecuteCustomPhoneProvider: 'phone',
  onExecuteSendPhoneMessage: 'phone',
  onExecuteCustomEmailProvider: 'email',
};

const signatureError = (name) =>
  new Error(`Invalid function signature for the ${name} handler`);

// Loads an Action's file, and returns its handlers by name. Throws what the
// file throws, or why it is no Action.
function loadAction(file) {
  const exported = require(file);
  if (exported === null || typeof exported !== 'object') {
    throw signatureError(Object.keys(HANDLERS)[0]);
  }
  const handlers = {};
  for (const name of Object.keys(HANDLERS)) {
    const handler = exported[name];
    if (handler === undefined) continue;
    if (!types.isAsyncFunction(handler)) throw signatureError(name);
    handlers[name] = handler;
  }
  if (Object.keys(handlers).length === 0) {
    throw new Error(
      `exports none of ${Object.keys(HANDLERS).join(', ')}; ` +
        `it exports ${Object.keys(exported).join(', ') || 'nothing'}`,
    );
  }
  return handlers;
}

module.exports = { HANDLERS, loadAction };
