// SPDX-License-Identifier: Apache-2.0
// Sends an SMS and an email, as an application would.
//
//   node send.mjs ADDRESS NUMBER EMAIL
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  connect,
  DeliverNotificationRequest,
  errorDetails,
  NotificationServiceClient,
  Outcome,
} from "herald-client";

const TRIES = 3;

async function deliver(client, name, content, signal) {
  // The same id in every try: what was delivered is never sent twice.
  const request = DeliverNotificationRequest.create({ notification: { content }, requestId: randomUUID() });
  for (let left = TRIES - 1; left >= 0; left--) {
    let answer;
    try {
      answer = await client.deliverNotification(request, { timeout: 10_000, abort: signal }).response;
    } catch (error) {
      const { retryInfo } = errorDetails(error);
      if (!retryInfo || left === 0) throw error;
      await sleep(milliseconds(retryInfo.retryDelay), undefined, { signal });
      continue;
    }
    if (answer.outcome === Outcome.DELIVERED) {
      console.log(`${name}: delivered by ${answer.provider}`);
      return true;
    }
    if (answer.outcome !== Outcome.RETRY) {
      console.log(`${name}: dropped, ${answer.reasonCode}: ${answer.reason}`);
      return false;
    }
    if (answer.possiblySent) {
      console.log(`${name}: may have been sent, ${answer.reasonCode}`);
      return false;
    }
    if (left > 0) {
      // A real application would rather put a long wait into its queue.
      const wait = milliseconds(answer.retryAfter);
      console.log(`${name}: again in ${wait / 1000} s, ${answer.reasonCode}`);
      await sleep(wait, undefined, { signal });
    }
  }
  console.log(`${name}: not delivered in ${TRIES} tries`);
  return false;
}

/** A google.protobuf.Duration, in milliseconds. */
function milliseconds(duration) {
  return duration ? Number(duration.seconds) * 1000 + duration.nanos / 1e6 : 0;
}

const [address, number, email] = process.argv.slice(2);
const transport = connect(address, { plaintext: true });
try {
  const client = new NotificationServiceClient(transport);
  // Nobody waits longer than a minute for this.
  const signal = AbortSignal.timeout(60_000);
  const sms = { recipient: number, asText: "Your code is 123456", code: "123456" };
  const hello = { to: email, subject: "Welcome", text: "Good to see you." };
  const delivered = [
    await deliver(client, "sms", { oneofKind: "phone", phone: sms }, signal),
    await deliver(client, "email", { oneofKind: "email", email: hello }, signal),
  ];
  process.exitCode = delivered.every(Boolean) ? 0 : 1;
} finally {
  transport.close();
}
