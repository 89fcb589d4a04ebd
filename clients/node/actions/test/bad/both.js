// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event, api) => {
  api.notification.retry('first');
  api.notification.drop('x'.repeat(2000));
};
