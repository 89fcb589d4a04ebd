// SPDX-License-Identifier: Apache-2.0
// Sends one email again and again by nodemailer's pool, and prints what a mail
// took of the process's CPU time.
//
//   node nodemailer.mjs PORT REQUEST SECONDS CONNECTIONS IN_FLIGHT
import { readFileSync } from "node:fs";
import nodemailer from "nodemailer";

const [port, request, seconds, connections, inFlight] = process.argv.slice(2);
const { to, from, subject, text, html } = JSON.parse(readFileSync(request, "utf8")).notification.email;
const transporter = nodemailer.createTransport({
  pool: true, host: "127.0.0.1", port: Number(port), secure: false, ignoreTLS: true,
  maxConnections: Number(connections), maxMessages: Infinity,
});

let sent = 0;
async function sendUntil(end) {
  while (performance.now() < end) {
    await transporter.sendMail({ to, from, subject, text, html });
    ++sent;
  }
}
const sendFor = (duration) => {
  const end = performance.now() + duration * 1000;
  return Promise.all(Array.from({ length: Number(inFlight) }, () => sendUntil(end)));
};

await sendFor(1);
sent = 0;
const before = process.cpuUsage();
const began = performance.now();
await sendFor(Number(seconds));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({
  cpu_microseconds: (user + system) / sent,
  per_second: sent / ((performance.now() - began) / 1000),
}));
transporter.close();
