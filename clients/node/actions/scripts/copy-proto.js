// SPDX-License-Identifier: Apache-2.0
'use strict';

// Puts a copy of the contract into the package, which has no other; with
// --remove, takes it away again, since the tree's own may change.
const { cpSync, rmSync } = require('node:fs');
const path = require('node:path');

const here = path.join(__dirname, '..');
const copy = path.join(here, 'proto');
rmSync(copy, { recursive: true, force: true });
if (!process.argv.includes('--remove')) {
  const contract = path.join(here, '../../../proto/herald');
  cpSync(contract, path.join(copy, 'herald'), { recursive: true });
}
