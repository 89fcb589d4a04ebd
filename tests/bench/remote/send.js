// SPDX-License-Identifier: Apache-2.0
// An Action as people write them: one request to an API, and a look at its answer.
exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const { recipient, as_text } = event.notification;
  if (recipient === event.secrets.HANGS) await new Promise(() => {});
  const response = await fetch(event.secrets.API_URL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: recipient, text: as_text }),
  });
  const { status } = await response.json();
  if (status !== 'accepted') api.notification.retry(status);
};
