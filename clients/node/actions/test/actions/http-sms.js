// SPDX-License-Identifier: Apache-2.0
// Forwards to the gateway that took the messages of older settings, and leaves
// errors of the network to whoever runs it.
exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const response = await fetch(`${event.secrets.API_URL}/sms`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'Auth0' },
    body: JSON.stringify({
      recipient: event.notification.recipient,
      body: event.notification.as_text,
      sender: event.notification.from,
      req: event.request,
    }),
    signal: AbortSignal.timeout(Number(event.secrets.TIMEOUT_MS)),
  });
  if (response.status === 429 || response.status >= 500) {
    api.notification.retry(`gateway: ${response.status}`);
  } else if (!response.ok) {
    api.notification.drop(`gateway: ${response.status}`);
  }
};
