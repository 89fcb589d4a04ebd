// SPDX-License-Identifier: Apache-2.0
// Of the older trigger: an exception is its only way to say no.
exports.onExecuteSendPhoneMessage = async (event) => {
  const { recipient, text, action, message_type } = event.message_options;
  const response = await fetch(`${event.secrets.API_URL}/older`, {
    method: 'POST',
    body: JSON.stringify({ recipient, text, action, message_type }),
    signal: AbortSignal.timeout(Number(event.secrets.TIMEOUT_MS)),
  });
  if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
};
