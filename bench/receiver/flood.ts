/**
 * Sends one batch again and again, from a process of its own, so that what it costs to send is nobody's time but its own:
 * `tsx flood.ts KEY EVENTS EVERY SPAN ORIGIN URL...`, milliseconds. Prints how often each status came, as JSON.
 */
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { createEvent } from "../../tests/receiver/receiver.ts";

const [writeKey = "", events = "50", every = "25", span = "6000", origin = "", ...urls] =
  process.argv.slice(2);
const batch = Array.from({ length: Number(events) }, (_, i) => createEvent({ userId: `user-${i}` }));
const body = JSON.stringify({ writeKey, batch });
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const statuses: Record<string, number> = {};

const send = (url: string): Promise<void> =>
  new Promise((resolve) => {
    const end = (status: number | string = ""): void => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      resolve();
    };
    const headers = { origin, "content-type": "text/plain", "content-length": Buffer.byteLength(body) };
    const sent = request(`${url}/v1/batch`, { method: "POST", agent, headers }, (reply) => {
      reply.resume().on("end", () => end(reply.statusCode));
    });
    sent.on("error", ({ message }) => end(message));
    sent.end(body);
  });

const all: Promise<void>[] = [];
const until = performance.now() + Number(span);
for (let n = 0; performance.now() < until; n++) {
  const start = performance.now();
  all.push(send(urls[n % urls.length]!));
  await wait(Math.max(0, start + Number(every) - performance.now()));
}
await Promise.all(all);
agent.destroy();
console.log(JSON.stringify(statuses));
