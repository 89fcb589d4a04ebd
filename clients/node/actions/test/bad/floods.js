// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event) => { for (let i = 0; i < 1e6; ++i) console.log('line', i, event.secrets.API_KEY); };
