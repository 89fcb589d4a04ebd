// SPDX-License-Identifier: Apache-2.0
exports.onExecuteCustomPhoneProvider = async () => process.exit(0);
