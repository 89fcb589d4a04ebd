// SPDX-License-Identifier: Apache-2.0
// Forwards every email as JSON to an API that takes a bearer token.
exports.onExecuteCustomEmailProvider = async (event, api) => {
  const { to, from, subject, html, text, message_type } = event.notification;
  try {
    const response = await fetch(`${event.secrets.API_URL}/email`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${event.secrets.API_KEY}`,
      },
      body: JSON.stringify({ from, to: [{ email: to }], subject, html, text, tag: message_type }),
      signal: AbortSignal.timeout(Number(event.secrets.TIMEOUT_MS)),
    });
    if (response.ok) return;
    const reason = `the API answered ${response.status}`;
    if (response.status === 429 || response.status >= 500) {
      api.notification.retry(reason);
    } else {
      api.notification.drop(reason);
    }
  } catch (error) {
    api.notification.retry(`the API cannot be reached: ${error.message}`);
  }
};
