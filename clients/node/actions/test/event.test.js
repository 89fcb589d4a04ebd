// SPDX-License-Identifier: Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { makeEvent } = require('../lib/event.js');
const { sampleRequest } = require('../lib/samples.js');

const text = (value) => ({ stringValue: value });

// Every member that Herald can carry, as proto-loader reads it.
function fullRequest(channel) {
  const request = sampleRequest(channel);
  const { notification } = request;
  notification.client.external_client_id = 'ext-1';
  notification.connection.metadata = { a: 'b' };
  notification.custom_domain = { domain: 'login.example.com', domain_metadata: { c: 'd' } };
  notification.organization.metadata = { e: 'f' };
  notification.labels = { own: 'label' };
  notification.user = {
    ...notification.user,
    app_metadata: { fields: { plan: text('pro'), deep: { structValue: { fields: { n: { numberValue: 2 } } } } } },
    user_metadata: { fields: { list: { listValue: { values: [text('x'), { boolValue: false }, { nullValue: 'NULL_VALUE' }] } } } },
    phone_verified: true,
    login_count: 3,
    multifactor: ['otp'],
    identities: [{ connection: 'sms', is_social: false, profile_data: { fields: {} }, provider: 'sms', user_id: 'u' }],
  };
  request.configuration = { fields: { region: text('eu') } };
  request.secrets = { FROM_HERALD: 'h' };
  return request;
}

const USER = {
  user_id: 'user-1',
  email: 'user@example.com',
  email_verified: true,
  app_metadata: { plan: 'pro', deep: { n: 2 } },
  user_metadata: { list: ['x', false, null] },
  login_count: 3,
  multifactor: ['otp'],
};

const SHARED = {
  client: {
    client_id: 'client-1',
    external_client_id: 'ext-1',
    name: 'Example',
    metadata: { tier: 'a' },
  },
  connection: { id: 'con_1', name: 'sms', strategy: 'sms', metadata: { a: 'b' } },
  custom_domain: { domain: 'login.example.com', domain_metadata: { c: 'd' } },
  organization: { id: 'org_1', name: 'example', display_name: 'Example', metadata: { e: 'f' } },
  tenant: { id: 'example', friendly_name: 'Example' },
  transaction: { correlation_id: 'flow-1' },
  secrets: { OWN: 'o', FROM_HERALD: 'h' },
  configuration: { region: 'eu' },
};

const HERALD = {
  attempt: 1,
  provider: 'sample',
  request_id: 'sample-1',
  idempotency_key: 'sample-key-1',
  labels: { own: 'label' },
};

const GEOIP = { countryCode: 'US', cityName: 'Springfield', latitude: 1.5 };

const PHONE_REQUEST = {
  ip: '192.0.2.1',
  hostname: 'login.example.com',
  language: 'en-US,en;q=0.5',
  method: 'POST',
  user_agent: 'Example/1.0',
  geoip: GEOIP,
};

const PHONE_USER = {
  ...USER,
  created_at: '2025-01-01T00:00:00.000Z',
  updated_at: '2025-01-02T00:00:00.000Z',
  phone_number: '+15550100',
  phone_verified: true,
  identities: [{ connection: 'sms', isSocial: false, profileData: {}, provider: 'sms', user_id: 'u' }],
};

test('a phone event has every property in its spelling', () => {
  const event = makeEvent('onExecuteCustomPhoneProvider', fullRequest('phone'), { OWN: 'o' });
  assert.deepEqual(event, {
    ...SHARED,
    herald: HERALD,
    notification: {
      as_text: 'Your code is 123456',
      as_voice: 'Your code is 1. 2. 3. 4. 5. 6.',
      code: '123456',
      delivery_method: 'text',
      from: '+15550199',
      locale: 'en-US',
      message_type: 'otp_verify',
      recipient: '+15550100',
    },
    request: PHONE_REQUEST,
    user: PHONE_USER,
  });
});

test('an email event has no method, no language and no phone', () => {
  const event = makeEvent('onExecuteCustomEmailProvider', fullRequest('email'), { OWN: 'o' });
  assert.deepEqual(event, {
    ...SHARED,
    herald: { ...HERALD, headers: {} },
    notification: {
      to: 'user@example.com',
      from: 'Example <noreply@example.com>',
      subject: 'Hello',
      html: '<p>Hello</p>',
      text: 'Hello',
      locale: 'en-US',
      message_type: 'verify_email',
    },
    request: {
      ip: '192.0.2.1',
      hostname: 'login.example.com',
      user_agent: 'Example/1.0',
      geoip: GEOIP,
      query: { screen: 'login' },
    },
    user: USER,
  });
});

test("the older trigger's event has message_options", () => {
  const request = fullRequest('phone');
  request.notification.phone.message_type = 'PHONE_MESSAGE_TYPE_OTP_ENROLL';
  request.notification.phone.delivery_method = 'DELIVERY_METHOD_VOICE';
  const event = makeEvent('onExecuteSendPhoneMessage', request, { OWN: 'o' });
  assert.deepEqual(event, {
    ...SHARED,
    herald: HERALD,
    message_options: {
      action: 'enrollment',
      code: '123456',
      message_type: 'voice',
      recipient: '+15550100',
      text: 'Your code is 1. 2. 3. 4. 5. 6.',
    },
    request: PHONE_REQUEST,
    user: PHONE_USER,
  });
});

test('what is always there is there when Herald was given nothing', () => {
  const request = { notification: { phone: { recipient: '+15550100', as_text: 'Hello' } } };
  const event = makeEvent('onExecuteCustomPhoneProvider', request, {});
  assert.deepEqual(event, {
    client: { client_id: '', name: '', metadata: {} },
    tenant: { id: '' },
    secrets: {},
    configuration: {},
    herald: { attempt: 1, labels: {} },
    notification: { as_text: 'Hello', as_voice: '', delivery_method: 'text', recipient: '+15550100' },
    request: { ip: '', geoip: {} },
    user: {
      user_id: '',
      app_metadata: {},
      user_metadata: {},
      email_verified: false,
      created_at: '',
      updated_at: '',
    },
  });
});
