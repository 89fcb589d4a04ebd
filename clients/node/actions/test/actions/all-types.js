// SPDX-License-Identifier: Apache-2.0
// Has a template of the vendor's for each of the seventeen message types.
const TEMPLATES = {
  otp_verify: 101, otp_enroll: 102, blocked_account: 103, change_password: 104, password_breach: 105,
  verify_email: 201, verify_email_by_code: 202, reset_email: 203, reset_email_by_code: 204,
  welcome_email: 205, verification_code: 206, mfa_oob_code: 207, enrollment_email: 208,
  stolen_credentials: 209, try_provider_configuration_email: 210, organization_invitation: 211,
};

const send = async (event, api, fields) => {
  const type = event.notification.message_type;
  const template = TEMPLATES[type];
  if (template === undefined) {
    api.notification.drop(`no template for ${type}`);
    return;
  }
  const response = await fetch(`${event.secrets.API_URL}/templates/${template}`, {
    method: 'POST',
    headers: { 'X-Api-Key': event.secrets.API_KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...fields, locale: event.notification.locale, tenant: event.tenant.id }),
    signal: AbortSignal.timeout(Number(event.secrets.TIMEOUT_MS)),
  });
  if (response.status === 429 || response.status >= 500) {
    api.notification.retry(`${type}: ${response.status}`);
  } else if (!response.ok) {
    api.notification.drop(`${type}: ${response.status}`);
  }
};

exports.onExecuteCustomPhoneProvider = async (event, api) =>
  send(event, api, { to: event.notification.recipient, code: event.notification.code });

exports.onExecuteCustomEmailProvider = async (event, api) =>
  send(event, api, { to: event.notification.to, html: event.notification.html });
