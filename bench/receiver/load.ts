/** Sends batches as pages do, from a process of its own, and prints what it saw as one line of JSON. */
import { Agent, request } from "node:http";

/**
 * `perSecond` leaves out what a page would not send: with it, so many events come in a second, and no more. The secret
 * is for a receiver with keys; there the people are in accounts of five.
 */
const [url = "", atOnce = "4", seconds = "10", people = "2000", perSecond = "0", secret = ""] =
  process.argv.slice(2);
const target = new URL(`${url}/v1/batch`);
const agent = new Agent({ keepAlive: true, maxSockets: Number(atOnce) });
const EVENTS = 50;
const run = Math.random().toString(36).slice(2, 8);
const until = performance.now() + Number(seconds) * 1000;
const times: number[] = [];
const faults = new Map<string, number>();
let stored = 0;
let count = 0;

function createBatch(): string {
  const batch = Array.from({ length: EVENTS }, () => {
    count += 1;
    const person = (count * 7_919) % Number(people);
    const at = new Date().toISOString();
    return {
      type: "track",
      event: count % 10 === 0 ? "Milestone Reached" : "Invoice Sent",
      messageId: `m_${run}_${count}`,
      anonymousId: `anon-${person}`,
      userId: `user-${person}`,
      ...(secret && { groupId: `account-${Math.floor(person / 5)}` }),
      timestamp: at,
      originalTimestamp: at,
      properties: {
        event_id: `m_${run}_${count}`,
        schema: 1,
        milestone_id: `step-${count % 5}`,
        total: count,
      },
      context: {
        library: { name: "milepost", version: "0.1.0" },
        page: { path: `/invoices/${count % 100}` },
        locale: "en",
        timezone: "Europe/Berlin",
        replica: `replica-${person}`,
        delivery: { seq: count },
      },
    };
  });
  return JSON.stringify({ writeKey: "bench", sentAt: new Date().toISOString(), batch });
}

function send(body: string): Promise<void> {
  const start = performance.now();
  return new Promise((resolve) => {
    const end = (fault?: string): void => {
      times.push(performance.now() - start);
      if (fault === undefined) stored += EVENTS;
      else faults.set(fault, (faults.get(fault) ?? 0) + 1);
      resolve();
    };
    const sent = request(
      target,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "text/plain",
          "content-length": Buffer.byteLength(body),
          ...(secret && { authorization: `Basic ${Buffer.from(`${secret}:`).toString("base64")}` }),
        },
      },
      (reply) => {
        reply.resume();
        reply.on("end", () => end(reply.statusCode === 200 ? undefined : `${reply.statusCode}`));
      },
    );
    sent.on("error", (error) => end(error.message));
    sent.end(body);
  });
}

const start = performance.now();
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (performance.now() < until) {
      const due = perSecond === "0" ? 0 : start + (count / Number(perSecond)) * 1000;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      await send(createBatch());
    }
  }),
);
const took = (performance.now() - start) / 1000;
times.sort((a, b) => a - b);
const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
console.log(
  JSON.stringify({
    perSecond: Math.round(stored / took),
    p50: at(0.5),
    p99: at(0.99),
    stored,
    faults: Object.fromEntries(faults),
  }),
);
agent.destroy();
