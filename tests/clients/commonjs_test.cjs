// SPDX-License-Identifier: Apache-2.0
// The client for Node by `require`, its signals, and what it refuses.
//
//   node commonjs_test.cjs ADDRESS
const assert = require("node:assert");
const herald = require("../../clients/node");

async function main(address) {
  const transport = herald.connect(address, { plaintext: true });
  const client = new herald.NotificationServiceClient(transport);
  const deliver = (to, options) =>
    client.deliverNotification(
      herald.DeliverNotificationRequest.create({
        notification: { content: { oneofKind: "email", email: { to, subject: "Hi", text: "Hello" } } },
      }),
      { timeout: 2_000, ...options },
    ).response;

  assert.equal((await deliver("ada@example.com")).outcome, herald.Outcome.DELIVERED);
  const cancelled = { code: "CANCELLED" };
  await assert.rejects(deliver("stall@sandbox.test", { abort: AbortSignal.timeout(50) }), cancelled);
  await assert.rejects(async () => deliver("ada@example.com", { abort: AbortSignal.abort() }), cancelled);
  transport.close();

  for (const options of [{ plaintext: true, token: "t" }, { timeoutMs: 0 }, { timeoutMs: 3_600_001 }]) {
    assert.throws(() => herald.connect(address, options), /need TLS|must be/);
  }
  assert.deepEqual(herald.errorDetails(new Error("not of a call")), {});
}

main(process.argv[2]);
