// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async (event) => {
  console.log('about', event.notification.recipient, event.notification.code);
  console.error({ key: event.secrets.API_KEY, env: process.env.HERALD_TEST_ONLY });
  process.stdout.write('raw ' + event.secrets.API_KEY);
};
