#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
'use strict';

const { main } = require('../lib/main.js');

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
