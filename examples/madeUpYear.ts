import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { IN_MEMORY } from "../src/receiver/database/embedded.ts";
import { listen, type Running } from "../src/receiver/http/listen.ts";
import { toProduct } from "../src/receiver/settings/readProduct.ts";
import { type RunningReceiver, startReceiver } from "../src/receiver/startReceiver.ts";
import type { Config } from "../src/sdk/config/schema.ts";
import { simulateYear } from "../src/simulation/simulateYear.ts";

const DAY = 86_400_000;
/** Accounts that sign up in the year: some 200 people and 18,000 events, which two cores take in in under 15 seconds. */
const ACCOUNTS = 44;
const EVENTS_AT_ONCE = 500;
const NAME = "the made-up year";

export interface MadeUpYearOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** @default 44 */
  readonly accounts?: number;
}

/**
 * A year of made-up customers, in a receiver of its own that keeps nothing after the process. It begins when somebody
 * first comes to this address, and sends them to its Mission Control, where they see it fill.
 */
export async function startMadeUpYear({ port, accounts = ACCOUNTS }: MadeUpYearOptions): Promise<Running> {
  let year: Promise<RunningReceiver> | undefined;
  const app = new Hono();
  app.get("/", async (c) => {
    year ??= openYear(accounts);
    return c.redirect((await year).url);
  });
  const door = await listen(app, port);
  return {
    url: door.url,
    async close() {
      await door.close();
      await (await year?.catch(() => undefined))?.close();
    },
  };
}

async function openYear(accounts: number): Promise<RunningReceiver> {
  const start = getStart(Date.now());
  const days = Math.floor((Date.now() - start) / DAY);
  // So few customers show an effect only where it is large: half are held out, and bridges do more than is usual.
  const effects = { "no-first-invoice": 0.4, "no-reminders": -0.25, "working-alone": 0.4 };
  const { config, rows } = simulateYear({ accounts, start, days, holdout: 0.5, effects });
  const own = withWorth(config, 0.3);
  /** Accounts whose rows are sent; one comes after the other. */
  const begun = new Set<string>();
  let isIn = false;
  let isEnding = false;
  const receiver = await startReceiver({
    port: 0,
    origins: [],
    dataDir: IN_MEMORY,
    ...toProduct(own),
    madeUp: () => (isIn ? 1 : Math.max(0, begun.size - 1) / accounts),
  });
  fill().catch((error: unknown) => isEnding || console.error(`${NAME}: ${error}`));
  return {
    ...receiver,
    async close() {
      isEnding = true;
      await receiver.close();
    },
  };

  /** Sends the rows as a server hands on what pages have said: each with its own time. */
  async function fill(): Promise<void> {
    let batch: object[] = [];
    for (const { sentAt: _, ...row } of rows) {
      if (isEnding) return;
      const { groupId } = row.context as { readonly groupId?: string };
      if (groupId !== undefined) begun.add(groupId);
      batch.push(row);
      if (batch.length < EVENTS_AT_ONCE) continue;
      await send(receiver.url, batch);
      batch = [];
    }
    isIn = true;
    await send(receiver.url, batch);
  }
}

/** Monday a year ago and up to a week more, so that the year ends today. */
function getStart(now: number): number {
  const today = Math.floor(now / DAY);
  // The first day of 1970 was a Thursday.
  const sinceMonday = (today + 3) % 7;
  return (today - sinceMonday - 364) * DAY;
}

/** The smallest difference worth having, of each gap that is measured. */
const withWorth = (config: Config, worth: number): Config => ({
  ...config,
  gaps: Object.fromEntries(
    Object.entries(config.gaps ?? {}).map(([id, gap]) => [
      id,
      gap.holdout === undefined ? gap : { ...gap, worth },
    ]),
  ),
});

/** A receiver that is busy is asked again: nothing of the year is left out. */
async function send(url: string, batch: readonly object[]): Promise<void> {
  for (;;) {
    const reply = await fetch(`${url}/v1/batch`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ writeKey: "made-up", batch }),
    });
    if (reply.ok) return;
    if (reply.status !== 503)
      throw new Error(`found status ${reply.status} with ${await reply.text()}, expected 200`);
    await wait(1_000);
  }
}
