// SPDX-License-Identifier: Apache-2.0
'use strict';

// Puts a copy of the contract into the package, which has no other.
const { cpSync } = require('node:fs');
const path = require('node:path');

const here = path.join(__dirname, '..');
cpSync(path.join(here, '../../../proto/herald'), path.join(here, 'proto/herald'), {
  recursive: true,
});
