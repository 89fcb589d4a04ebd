// SPDX-License-Identifier: Apache-2.0
let calls = 0;
exports.onExecuteCustomPhoneProvider = async (event, api) => {
  if (++calls === 1) setTimeout(() => { throw new Error('late'); }, 10);
  await new Promise((resolve) => setTimeout(resolve, 300));
  api.notification.drop('on time');
};
