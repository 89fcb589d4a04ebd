// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = (event, api) => api.notification.drop('no');
