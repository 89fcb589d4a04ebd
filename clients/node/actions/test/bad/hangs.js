// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event) => { if (event.notification.code === '666666') await new Promise(() => {}); };
