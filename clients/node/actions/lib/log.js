// SPDX-License-Identifier: Apache-2.0
'use strict';

// Writes lines of JSON, as Herald's log has them.
function makeLog(stream) {
  return (level, event, fields = {}) => {
    const line = { time: new Date().toISOString(), level, event, ...fields };
    stream.write(`${JSON.stringify(line)}\n`);
  };
}

module.exports = { makeLog };
