// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event) => { while (event.notification.code === '666666') {} };
