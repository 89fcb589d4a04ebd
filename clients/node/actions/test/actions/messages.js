// SPDX-License-Identifier: Apache-2.0
// Sends a text message, or a call that speaks, as a Messages API has them.
const callTo = (event) => {
  const { recipient, from, as_text, as_voice, delivery_method } = event.notification;
  const base = { To: recipient, From: from };
  return delivery_method === 'voice'
    ? ['Calls.json', { ...base, Twiml: `<Response><Say>${as_voice}</Say></Response>` }]
    : ['Messages.json', { ...base, Body: as_text }];
};

exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const { ACCOUNT_SID, AUTH_TOKEN, API_URL, TIMEOUT_MS } = event.secrets;
  const [resource, fields] = callTo(event);
  const response = await fetch(`${API_URL}/2010-04-01/Accounts/${ACCOUNT_SID}/${resource}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(Number(TIMEOUT_MS)),
  });
  if (response.ok) return;
  const { code, message } = await response.json().catch(() => ({}));
  const reason = `${code ?? response.status}: ${message ?? 'no message'}`;
  if ([408, 429].includes(response.status) || response.status >= 500) {
    api.notification.retry(reason);
  } else {
    api.notification.drop(reason);
  }
};
