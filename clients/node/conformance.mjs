// SPDX-License-Identifier: Apache-2.0
// Runs the conformance scenarios with the client for Node.
//
//   node conformance.mjs ADDRESS SCENARIOS
//
// With HERALD_CA, HERALD_TOKEN and HERALD_TIMEOUT, which is in seconds, it
// connects by TLS; in plaintext else.
import { readFileSync } from "node:fs";
import {
  connect,
  errorDetails,
  NotificationService,
  NotificationServiceClient,
  SandboxService,
  SandboxServiceClient,
} from "herald-client";

const [address, path] = process.argv.slice(2);
const { HERALD_CA, HERALD_TOKEN, HERALD_TIMEOUT } = process.env;
const transport = connect(
  address,
  HERALD_CA === undefined
    ? { plaintext: true }
    : { rootCertificates: readFileSync(HERALD_CA), token: HERALD_TOKEN, timeoutMs: HERALD_TIMEOUT * 1000 },
);
const notifications = { service: NotificationService, client: new NotificationServiceClient(transport) };
const sandbox = { service: SandboxService, client: new SandboxServiceClient(transport) };

/** One line for all calls that are made at once. */
async function observe(call) {
  const { service, client } = call.method?.includes("Sandbox") ? sandbox : notifications;
  const method = service.methods.find(({ name }) => name === (call.method ?? "DeliverNotification"));
  for (const fill of call.fill ?? []) {
    const names = fill.path.split(".");
    const last = names.pop();
    const place = names.reduce((tree, name) => tree[name], call.request);
    place[last] = fill.text.repeat(fill.times);
  }
  const request = method.I.fromJson(call.request);
  const calls = Array.from({ length: call.at_once ?? 1 }, () => make(client, method, request, call));
  const lines = await Promise.all(calls);
  if (call.at_once === undefined) return lines[0];
  return [...new Set(lines)]
    .sort()
    .map((line) => `${lines.filter((other) => other === line).length} x ${line}`)
    .join("; ");
}

async function make(client, method, request, call) {
  const options = { timeout: (call.timeout_ms ?? 10_000) || undefined, meta: call.metadata ?? {} };
  if (call.cancel_after_ms !== undefined) options.abort = AbortSignal.timeout(call.cancel_after_ms);
  try {
    const answer = await client[method.localName](request, options).response;
    return answerLine(method.O.toJson(answer, { useProtoFieldName: true }), call.look_at ?? []);
  } catch (error) {
    return errorLine(error);
  }
}

function answerLine(tree, paths) {
  return ["OK", ...paths.map((path) => `${path}=${look(tree, path)}`)].join(" ");
}

function errorLine(error) {
  const { badRequest, retryInfo } = errorDetails(error);
  const words = [error.code];
  if (badRequest) {
    words.push(`violations=${badRequest.fieldViolations.map(({ field }) => field).sort()}`);
  }
  if (retryInfo) words.push(`retry_delay=${retryInfo.retryDelay.seconds}s`);
  return words.join(" ");
}

function look(tree, path) {
  const value = path.split(".").reduce((place, name) => place?.[name], tree);
  if (value === undefined || value === null) return "-";
  if (Array.isArray(value)) return String(value.length);
  return typeof value === "object" ? "set" : String(value);
}

const { scenarios } = JSON.parse(readFileSync(path, "utf8"));
let failed = 0;
console.log("| Scenario | Observed | Verdict |\n|---|---|---|");
for (const scenario of scenarios) {
  for (const call of scenario.calls) {
    const line = await observe(call);
    if (line !== call.expect) failed++;
    console.log(`| ${scenario.name} | ${line} | ${line === call.expect ? "ok" : "FAIL"} |`);
  }
}
console.log(`\n${scenarios.length} scenarios, ${failed} calls failed`);
transport.close();
process.exitCode = failed ? 1 : 0;
