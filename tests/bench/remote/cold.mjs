// SPDX-License-Identifier: Apache-2.0
// Prints how long a cold Action takes to its first verdict, in milliseconds, a
// line each, in a runner that has been up for a second. `cold.mjs ACTIONS TIMES`
import { createRequire } from 'node:module';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const [actions, times] = process.argv.slice(2);
const { Action } = require(`${actions}/lib/action.js`);
const { Nursery } = require(`${actions}/lib/nursery.js`);

const folder = mkdtempSync(path.join(tmpdir(), 'cold-'));
const file = path.join(folder, 'cold.js');
writeFileSync(file, "exports.onExecuteCustomPhoneProvider = async (event, api) => api.notification.drop('x');");
const nursery = new Nursery(256);
for (let i = 0; i < Number(times); ++i) {
  nursery.prepare();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const begin = performance.now();
  const action = new Action(file, { maxMemoryMiB: 256 }, nursery, () => {});
  const { said } = await action.execute('onExecuteCustomPhoneProvider', { notification: {} }, 20_000);
  if (said.type !== 'drop') throw new Error('it did not say what it should');
  console.log(performance.now() - begin);
  action.stop();
}
nursery.stop();
rmSync(folder, { recursive: true });
