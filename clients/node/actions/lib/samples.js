// SPDX-License-Identifier: Apache-2.0
'use strict';

const PHONE_TYPES = [
  'otp_verify',
  'otp_enroll',
  'blocked_account',
  'change_password',
  'password_breach',
];

const EMAIL_TYPES = [
  'verify_email',
  'verify_email_by_code',
  'reset_email',
  'reset_email_by_code',
  'welcome_email',
  'verification_code',
  'mfa_oob_code',
  'enrollment_email',
  'blocked_account',
  'stolen_credentials',
  'try_provider_configuration_email',
  'organization_invitation',
];

const CODELESS = new Set(['blocked_account', 'password_breach']);

const CONTEXT = {
  client: { client_id: 'client-1', name: 'Example', metadata: { tier: 'a' } },
  connection: { id: 'con_1', name: 'sms', strategy: 'sms' },
  organization: { id: 'org_1', name: 'example', display_name: 'Example' },
  request: {
    ip: '192.0.2.1',
    hostname: 'login.example.com',
    language: 'en-US,en;q=0.5',
    method: 'POST',
    user_agent: 'Example/1.0',
    geoip: { country_code: 'US', city_name: 'Springfield', latitude: 1.5 },
    query: { screen: 'login' },
  },
  tenant: { id: 'example', friendly_name: 'Example' },
  transaction: { correlation_id: 'flow-1' },
  user: {
    user_id: 'user-1',
    email: 'user@example.com',
    email_verified: true,
    created_at: '2025-01-01T00:00:00.000Z',
    updated_at: '2025-01-02T00:00:00.000Z',
    phone_number: '+15550100',
  },
};

function phoneNotification(type) {
  const code = CODELESS.has(type) ? undefined : '123456';
  return {
    phone: {
      message_type: `PHONE_MESSAGE_TYPE_${type.toUpperCase()}`,
      recipient: '+15550100',
      from: '+15550199',
      delivery_method: 'DELIVERY_METHOD_TEXT',
      as_text: code ? `Your code is ${code}` : 'Your account is locked',
      as_voice: code ? 'Your code is 1. 2. 3. 4. 5. 6.' : 'It is locked',
      code,
      locale: 'en-US',
    },
    ...CONTEXT,
  };
}

function emailNotification(type) {
  return {
    email: {
      message_type: `EMAIL_MESSAGE_TYPE_${type.toUpperCase()}`,
      to: 'user@example.com',
      from: 'Example <noreply@example.com>',
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
      locale: 'en-US',
    },
    ...CONTEXT,
  };
}

// A sample HandleNotificationRequest for a handler's channel.
function sampleRequest(channel, type) {
  const types = channel === 'phone' ? PHONE_TYPES : EMAIL_TYPES;
  const chosen = type ?? types[0];
  if (!types.includes(chosen)) {
    throw new Error(`--message-type must be one of ${types.join(', ')}`);
  }
  const make = channel === 'phone' ? phoneNotification : emailNotification;
  return {
    notification: make(chosen),
    provider: 'sample',
    attempt: 1,
    request_id: 'sample-1',
    idempotency_key: 'sample-key-1',
  };
}

module.exports = { EMAIL_TYPES, PHONE_TYPES, sampleRequest };
