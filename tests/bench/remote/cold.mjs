// SPDX-License-Identifier: Apache-2.0
// Prints how long a cold Action takes to its first verdict, in milliseconds, a
// line each: from the start of its process. `cold.mjs ACTIONS TIMES`
import { createRequire } from 'node:module';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const [actions, times] = process.argv.slice(2);
const { Action } = require(`${actions}/lib/action.js`);

const folder = mkdtempSync(path.join(tmpdir(), 'cold-'));
const file = path.join(folder, 'cold.js');
writeFileSync(file, "exports.onExecuteCustomPhoneProvider = async (event, api) => api.notification.drop('x');");
for (let i = 0; i < Number(times); ++i) {
  const begin = performance.now();
  const action = new Action(file, { maxMemoryMiB: 256 }, () => {});
  const { said } = await action.execute('onExecuteCustomPhoneProvider', { notification: {} }, 20_000);
  if (said.type !== 'drop') throw new Error('it did not say what it should');
  console.log(performance.now() - begin);
  action.stop();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
rmSync(folder, { recursive: true });
