// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async () => { const all = []; for (;;) { all.push(new Array(1e5).fill(all.length)); if (all.length % 50 === 0) await new Promise(setImmediate); } };
