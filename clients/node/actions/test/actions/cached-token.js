// SPDX-License-Identifier: Apache-2.0
// Gets an access token once and keeps it in the cache.
const tokenOf = async (event, api) => {
  const known = api.cache.get('token');
  if (known) return known.value;
  const response = await fetch(`${event.secrets.API_URL}/token`, { method: 'POST' });
  if (!response.ok) throw new Error(`no token: ${response.status}`);
  const { access_token, expires_in } = await response.json();
  const kept = api.cache.set('token', access_token, { ttl: expires_in * 1000 });
  if (kept.type === 'error') console.log('the token is not kept', kept.code);
  return access_token;
};

exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const token = await tokenOf(event, api);
  const response = await fetch(`${event.secrets.API_URL}/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ to: event.notification.recipient, text: event.notification.as_text }),
    signal: AbortSignal.timeout(Number(event.secrets.TIMEOUT_MS)),
  });
  if (response.status === 401) {
    api.cache.delete('token');
    api.notification.retry('the token was refused');
  } else if (response.status === 429 || response.status >= 500) {
    api.notification.retry(`the API answered ${response.status}`);
  } else if (!response.ok) {
    api.notification.drop(`the API answered ${response.status}`);
  }
};
