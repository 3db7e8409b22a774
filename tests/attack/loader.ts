import { setTimeout as wait } from "node:timers/promises";
import { createEvent, post } from "../receiver/receiver.ts";

/** Sends batches one after the other, and again what was not answered, as the SDK does. */
export interface Loader {
  /** Ids that were acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** Milliseconds that each answer took. */
  readonly times: readonly number[];
  readonly statuses: ReadonlyMap<number, number>;
  /** Sends nothing new. Resolves once all is acknowledged: to nothing, or after a minute to what is not. */
  stop(): Promise<string | undefined>;
}

const PATIENCE = 60_000;
/** Every third lane sends what needs several statements. */
const EVENTS = [20, 20, 250];

/** How much is sent: batches under way at the same time, and milliseconds between an answer and the next batch. */
export interface Load {
  readonly lanes: number;
  readonly pause: number;
}

export function startLoader(url: string, { lanes: atOnce, pause }: Load): Loader {
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  const times: number[] = [];
  /** What each lane was told last. */
  const told: string[] = [];
  let isOver = false;
  let isGivenUp = false;

  async function send(batch: readonly unknown[], lane: number): Promise<boolean> {
    const start = performance.now();
    told[lane] = `${batch.length} events, no reply`;
    try {
      const reply = await post(`${url}/v1/batch`, { writeKey: "attack", batch });
      const { accepted = [] } = await reply.json();
      times.push(performance.now() - start);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      for (const id of accepted) acknowledged.add(id);
      told[lane] = `${batch.length} events, ${reply.status}`;
      return reply.status === 200;
    } catch (error) {
      told[lane] = `${batch.length} events, ${error}`;
      statuses.set(0, (statuses.get(0) ?? 0) + 1);
      return false;
    }
  }

  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    while (!isOver) {
      const batch = Array.from({ length: EVENTS[lane % EVENTS.length]! }, (_, n) =>
        createEvent({ event: "Load", userId: `load-${lane}-${n}`, anonymousId: `visitor-${lane}-${n}` }),
      );
      while (!isGivenUp && !(await send(batch, lane))) await wait(50);
      if (pause > 0) await wait(pause);
    }
  });
  return {
    acknowledged,
    statuses,
    times,
    async stop() {
      isOver = true;
      let isAll = false;
      const all = Promise.all(lanes).then(() => (isAll = true));
      await Promise.race([all, wait(PATIENCE, undefined, { ref: false })]);
      isGivenUp = true;
      return isAll ? undefined : told.join("; ");
    },
  };
}
