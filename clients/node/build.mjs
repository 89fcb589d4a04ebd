// SPDX-License-Identifier: Apache-2.0
// Compiles src for ECMAScript modules and for CommonJS, each with its types.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
const tsc = join(typescript, "bin", "tsc");
const options = { cwd: import.meta.dirname, stdio: "inherit" };

rmSync(join(import.meta.dirname, "build"), { recursive: true, force: true });
for (const [project, folder, type] of [
  ["tsconfig.json", "build/esm", "module"],
  ["tsconfig.cjs.json", "build/cjs", "commonjs"],
]) {
  execFileSync(process.execPath, [tsc, "--project", project], options);
  mkdirSync(join(import.meta.dirname, folder), { recursive: true });
  writeFileSync(join(import.meta.dirname, folder, "package.json"), JSON.stringify({ type }) + "\n");
}
