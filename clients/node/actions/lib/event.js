// SPDX-License-Identifier: Apache-2.0
'use strict';

// Auth0's events, made from a HandleNotificationRequest as proto-loader reads
// it: names as in the proto, absent what is empty.

// An object without members that are undefined or empty texts.
function given(object) {
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined || value === null || value === '') {
      delete object[name];
    }
  }
  return object;
}

// A google.protobuf.Struct or Value as plain data.
function fromStruct(struct) {
  const object = {};
  for (const [name, value] of Object.entries(struct?.fields ?? {})) {
    object[name] = fromValue(value);
  }
  return object;
}

function fromValue(value) {
  if (value.structValue) return fromStruct(value.structValue);
  if (value.listValue) return (value.listValue.values ?? []).map(fromValue);
  return value.stringValue ?? value.numberValue ?? value.boolValue ?? null;
}

// `otp_verify` for PHONE_MESSAGE_TYPE_OTP_VERIFY. Nothing for a value that is
// not known here, such as a newer client's.
function enumName(value, prefix) {
  if (typeof value !== 'string' || !value.startsWith(prefix)) return undefined;
  const name = value.slice(prefix.length).toLowerCase();
  return name === 'unspecified' ? undefined : name;
}

const toClient = (client = {}) => ({
  ...given({
    external_client_id: client.external_client_id,
    external_metadata_type: client.external_metadata_type,
  }),
  client_id: client.client_id ?? '',
  name: client.name ?? '',
  metadata: { ...client.metadata },
});

const toConnection = (connection) =>
  connection && {
    id: connection.id ?? '',
    name: connection.name ?? '',
    strategy: connection.strategy ?? '',
    metadata: { ...connection.metadata },
  };

const toCustomDomain = (domain) =>
  domain && {
    domain: domain.domain ?? '',
    domain_metadata: { ...domain.domain_metadata },
  };

const toOrganization = (organization) =>
  organization && {
    id: organization.id ?? '',
    name: organization.name ?? '',
    display_name: organization.display_name ?? '',
    metadata: { ...organization.metadata },
  };

const toGeoIp = (geoip = {}) =>
  given({
    cityName: geoip.city_name,
    continentCode: geoip.continent_code,
    countryCode: geoip.country_code,
    countryCode3: geoip.country_code3,
    countryName: geoip.country_name,
    latitude: geoip.latitude,
    longitude: geoip.longitude,
    subdivisionCode: geoip.subdivision_code,
    subdivisionName: geoip.subdivision_name,
    timeZone: geoip.time_zone,
  });

const toPhoneRequest = (request = {}) => ({
  ...given({
    hostname: request.hostname,
    language: request.language,
    method: request.method,
    user_agent: request.user_agent,
  }),
  ip: request.ip ?? '',
  geoip: toGeoIp(request.geoip),
});

const toEmailRequest = (request = {}) =>
  given({
    geoip: request.geoip && toGeoIp(request.geoip),
    hostname: request.hostname,
    ip: request.ip,
    query: request.query && { ...request.query },
    user_agent: request.user_agent,
  });

const toTenant = (tenant = {}) => ({
  ...given({
    friendly_name: tenant.friendly_name,
    home_url: tenant.home_url,
    logo_url: tenant.logo_url,
    support_email: tenant.support_email,
    support_url: tenant.support_url,
  }),
  id: tenant.id ?? '',
});

const toIdentity = (identity) =>
  given({
    connection: identity.connection,
    isSocial: identity.is_social,
    profileData: identity.profile_data && fromStruct(identity.profile_data),
    provider: identity.provider,
    user_id: identity.user_id,
  });

// What both triggers know of a user.
const toEmailUser = (user = {}) => ({
  ...given({
    email: user.email,
    family_name: user.family_name,
    given_name: user.given_name,
    last_password_reset: user.last_password_reset,
    login_count: user.login_count,
    multifactor: user.multifactor && [...user.multifactor],
    name: user.name,
    nickname: user.nickname,
    picture: user.picture,
    profile_id: user.profile_id,
    username: user.username,
  }),
  user_id: user.user_id ?? '',
  app_metadata: fromStruct(user.app_metadata),
  user_metadata: fromStruct(user.user_metadata),
  email_verified: user.email_verified ?? false,
});

const toPhoneUser = (user = {}) => ({
  ...toEmailUser(user),
  ...given({
    identities: user.identities && user.identities.map(toIdentity),
    phone_number: user.phone_number,
    phone_verified: user.phone_verified,
  }),
  created_at: user.created_at ?? '',
  updated_at: user.updated_at ?? '',
});

// What the events have in common. `herald` is not Auth0's: what an Action
// needs to be safe in repeats.
function context(request, secrets) {
  const notification = request.notification;
  return {
    client: toClient(notification.client),
    ...given({
      connection: toConnection(notification.connection),
      custom_domain: toCustomDomain(notification.custom_domain),
      organization: toOrganization(notification.organization),
      transaction: notification.transaction && { ...notification.transaction },
    }),
    tenant: toTenant(notification.tenant),
    secrets: { ...secrets, ...request.secrets },
    configuration: fromStruct(request.configuration),
    herald: given({
      attempt: request.attempt ?? 1,
      provider: request.provider,
      request_id: request.request_id,
      idempotency_key: request.idempotency_key,
      labels: { ...notification.labels },
    }),
  };
}

const deliveryMethod = (phone) =>
  phone.delivery_method === 'DELIVERY_METHOD_VOICE' ? 'voice' : 'text';

function phoneEvent(request, secrets) {
  const { phone, request: origin, user } = request.notification;
  return {
    ...context(request, secrets),
    notification: {
      ...given({
        code: phone.code,
        from: phone.from,
        locale: phone.locale,
        message_type: enumName(phone.message_type, 'PHONE_MESSAGE_TYPE_'),
      }),
      as_text: phone.as_text ?? '',
      as_voice: phone.as_voice ?? '',
      delivery_method: deliveryMethod(phone),
      recipient: phone.recipient,
    },
    request: toPhoneRequest(origin),
    user: toPhoneUser(user),
  };
}

function emailEvent(request, secrets) {
  const { email, request: origin, user } = request.notification;
  const shared = context(request, secrets);
  return {
    ...shared,
    herald: {
      ...shared.herald,
      ...given({ reply_to: email.reply_to }),
      headers: { ...email.headers },
    },
    notification: {
      ...given({
        message_type: enumName(email.message_type, 'EMAIL_MESSAGE_TYPE_'),
      }),
      to: email.to,
      from: email.from ?? '',
      subject: email.subject ?? '',
      html: email.html ?? '',
      text: email.text ?? '',
      locale: email.locale ?? '',
    },
    request: toEmailRequest(origin),
    user: toEmailUser(user),
  };
}

// The event of the older trigger `send-phone-message`.
function olderPhoneEvent(request, secrets) {
  const { phone, request: origin, user } = request.notification;
  const isVoice = deliveryMethod(phone) === 'voice';
  const isEnrollment =
    phone.message_type === 'PHONE_MESSAGE_TYPE_OTP_ENROLL';
  return {
    ...context(request, secrets),
    message_options: {
      ...given({ code: phone.code }),
      action: isEnrollment ? 'enrollment' : 'second-factor-authentication',
      message_type: isVoice ? 'voice' : 'sms',
      recipient: phone.recipient,
      text: (isVoice && phone.as_voice) || phone.as_text || '',
    },
    request: toPhoneRequest(origin),
    user: toPhoneUser(user),
  };
}

const MAKERS = {
  onExecuteCustomPhoneProvider: phoneEvent,
  onExecuteSendPhoneMessage: olderPhoneEvent,
  onExecuteCustomEmailProvider: emailEvent,
};

// The event that a handler of this name is given.
const makeEvent = (handler, request, secrets) =>
  MAKERS[handler](request, secrets);

module.exports = { makeEvent };
