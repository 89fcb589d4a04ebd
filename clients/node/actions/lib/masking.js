// SPDX-License-Identifier: Apache-2.0
'use strict';

// A text without these terms, longest first, so that no rest of one stays.
function mask(text, terms) {
  const found = terms.filter((term) => term && text.includes(term));
  found.sort((a, b) => b.length - a.length);
  return found.reduce((masked, term) => masked.replaceAll(term, '***'), text);
}

// What an Action's texts about an event must not show: its secrets, the
// recipient and the code.
function privateTermsOf(event) {
  const notification = event.notification ?? event.message_options ?? {};
  return [
    ...Object.values(event.secrets ?? {}),
    notification.recipient,
    notification.to,
    notification.code,
  ].filter((term) => typeof term === 'string' && term !== '');
}

module.exports = { mask, privateTermsOf };
