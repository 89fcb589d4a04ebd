// SPDX-License-Identifier: Apache-2.0
'use strict';

const MAX_REASON_CHARACTERS = 1024;

// What an Action is given as `api`, and what it has said with it: of several
// calls the last decides, and none means delivered.
function makeApi(cache, hasNotification) {
  let said = { type: 'none' };
  const say = (type) => (reason) => {
    const text = reason === undefined ? '' : String(reason);
    // A pair of surrogates that the cut parts is no text.
    const cut = Buffer.from(text.slice(0, MAX_REASON_CHARACTERS)).toString();
    said = { type, reason: cut };
    return api;
  };
  const api = { cache: cache.forExecution() };
  if (hasNotification) {
    api.notification = { drop: say('drop'), retry: say('retry') };
  }
  return { api, said: () => said };
}

module.exports = { makeApi };
