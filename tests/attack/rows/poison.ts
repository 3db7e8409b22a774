import { setTimeout as wait } from "node:timers/promises";
import { createEvent, post } from "../../receiver/receiver.ts";
import { forkReceiver } from "../forkReceiver.ts";
import { ms, type Row } from "../row.ts";

/** Numbers, texts and times from outside that an aggregate, an index or a table might choke on. */
const FIELDS: ReadonlyArray<readonly [title: string, fields: (n: number) => Record<string, unknown>]> = [
  [
    "a count below zero",
    (n) => ({ context: { replica: `r${n}`, delivery: { dropped: { overflow: -1.7e308 } } } }),
  ],
  [
    "a count without end",
    (n) => ({ context: { replica: `r${n}`, delivery: { dropped: { rate: 1.7e308 } } } }),
  ],
  ["a count that is a text", () => ({ context: { delivery: { dropped: { rate: "7" } } } })],
  ["a list of counts", () => ({ context: { delivery: { dropped: [1] } } })],
  ["an account without end", (n) => ({ context: { groupId: `${n}${"g".repeat(7_000)}` } })],
  ["an account of NULs", () => ({ groupId: "\0".repeat(200) })],
  [
    "a milestone without end",
    (n) => ({ event: "Milestone Reached", properties: { milestone_id: `${n}${"m".repeat(20_000)}` } }),
  ],
  ["a milestone that is a list", () => ({ event: "Milestone Reached", properties: { milestone_id: [1] } })],
  ["a name without end", () => ({ type: "identify", userId: "u", traits: { name: "n".repeat(30_000) } })],
  ["a name that is an object", () => ({ type: "identify", userId: "u", traits: { name: { first: 1 } } })],
  ["a place in the order without end", () => ({ context: { delivery: { seq: 1e308 } } })],
  [
    "an account that was silent for long",
    (n) => ({ groupId: `old-${n % 3}`, timestamp: "2001-01-01T00:00:00.000Z" }),
  ],
  ["a time before time", () => ({ timestamp: "-271821-04-20T00:00:00.000Z" })],
  ["a time after time", () => ({ timestamp: "+275760-09-13T00:00:00.000Z" })],
  ["a copy of itself", () => ({ messageId: "the-same", userId: "u" })],
  ["an alias of itself", () => ({ type: "alias", userId: "u", previousId: "u" })],
];

export const poison: Row = {
  name: "poison",
  promise: "no number, text or time in an event spoils a figure, an index, or what is open",
  full: 4_000,
  small: 48,
  async run({ times, startPostgres }) {
    const postgres = await startPostgres();
    const broken: string[] = [];
    let slowest = 0;
    let tries = 0;
    const places = [{}, ...(postgres ? [{ databaseUrl: postgres.url }] : [])];
    try {
      for (const place of places) {
        const receiver = await forkReceiver({ ...place, silentAfter: 1_000 });
        try {
          for (let n = 0; n < times; n += FIELDS.length) {
            const batch = FIELDS.map(([, fields]) => createEvent(fields(n)));
            tries += batch.length;
            const begin = performance.now();
            const reply = await post(`${receiver.url}/v1/batch`, { writeKey: "attack", batch });
            slowest = Math.max(slowest, performance.now() - begin);
            const { accepted, rejected } = await reply.json();
            if (reply.status !== 200) broken.push(`a batch was answered ${reply.status}`);
            else if (accepted.length + rejected.length < batch.length) broken.push("an event has no answer");
          }
          await wait(500);
          const metrics = await fetch(`${receiver.url}/metrics`);
          const text = await metrics.text();
          const counts = [...text.matchAll(/milepost_sdk_dropped_total\{reason="[a-z-]+"\} (\S+)/g)].map(
            Number,
          );
          if (metrics.status !== 200) broken.push(`/metrics answers ${metrics.status}`);
          if (counts.some((count) => count < 0)) broken.push("a count of drops is below zero");
          const live = await fetch(`${receiver.url}/live`, { signal: AbortSignal.timeout(5_000) });
          const first = await live.body?.getReader().read();
          if (!first?.value?.length) broken.push("an open page is told nothing");
          if ((await fetch(`${receiver.url}/healthz`)).status !== 200) broken.push("it is not well");
        } finally {
          await receiver.close();
        }
      }
    } finally {
      postgres?.stop();
    }
    return { tries, figures: { "slowest batch": ms(slowest) }, broken: [...new Set(broken)] };
  },
};
