// SPDX-License-Identifier: Apache-2.0
// Starts a verification at a Verify service with a code of one's own, by the
// package that is named in the project's own node_modules.
const verify = require('verify-client');

exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const { recipient, code, delivery_method } = event.notification;
  if (!code) {
    api.notification.drop('this message has no code to verify');
    return;
  }
  const client = verify(event.secrets.ACCOUNT_SID, event.secrets.AUTH_TOKEN, event.secrets.API_URL);
  try {
    await client.service(event.secrets.VERIFY_SID).create({
      To: recipient.replace(/\s/g, ''),
      Channel: delivery_method === 'voice' ? 'call' : 'sms',
      CustomCode: code,
    }, Number(event.secrets.TIMEOUT_MS));
  } catch (error) {
    if (error.status === undefined || error.status === 429 || error.status >= 500) {
      api.notification.retry(error.message);
    } else {
      api.notification.drop(`${error.status}: ${error.message}`);
    }
  }
};
