// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event) => { const secret = event.secrets.API_KEY; throw new TypeError('cannot use ' + secret); };
