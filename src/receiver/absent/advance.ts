import { getWatches } from "../../replay/watches.ts";
import { createEngine, type Engine } from "../../sdk/domain/engine/engine.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import type { StoredEvent } from "../database/events.ts";
import type { Past } from "../database/pasts.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { NOWHERE, replay } from "../progress/replay.ts";
import { createForeseen, type Foreseen } from "./foreseen.ts";

/** How far back something may lie that is still raised: what pages send is taken for as long. */
export const OLDEST = 8 * 86_400_000;

/** A plan, with what of it is watched. */
export interface Watched {
  readonly engine: Engine;
  readonly foreseen: Foreseen;
  /** Does what is true of one person hang on what their colleagues do? */
  readonly isShared: boolean;
}

export const createWatched = (plan: Plan): Watched => ({
  engine: createEngine(plan),
  foreseen: createForeseen(plan),
  isShared: getWatches(plan).isShared,
});

export interface Advanced {
  /** What time has brought, as rows. */
  readonly reports: readonly StoredEvent[];
  /** The next moment at which it may bring something, in epoch milliseconds; `null` where there is none. */
  readonly wake: number | null;
}

export interface AdvanceOptions {
  readonly writeKey: string;
  readonly watched: Watched;
  /** Only by what somebody vouches for. */
  readonly verified: boolean;
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Lets time go by for somebody to `now`, after all that their pages and servers have told. */
export async function advance(past: Past, options: AdvanceOptions): Promise<Advanced> {
  const { watched, verified, turns, now } = options;
  const { user, account, events } = past;
  const { engine, foreseen } = watched;
  const since = Math.max(getLastSign(past), now - OLDEST);
  const found: Report[] = [];
  const crowd = await replay(
    events,
    {
      engine,
      verified,
      zone: "UTC",
      now,
      onReports(person, reports) {
        const isTheirs = person.here.user === user;
        for (const report of reports) {
          if (report.at <= since || !foreseen.raises(report)) continue;
          // What becomes of an account is noticed with the first of its people for whom time goes by.
          if (isTheirs || (person.here.account === account && foreseen.isOfAccount(report)))
            found.push(report);
        }
      },
    },
    turns,
  );
  const person = [...crowd.all()].find(({ here }) => here.user === user);
  if (person === undefined || !engine.admits(person.state, person.here)) return { reports: [], wake: null };
  const { wake } = person.state;
  const group = person.here.account === NOWHERE ? null : (person.here.account ?? null);
  return {
    reports: found.map((report) => toRow(report, { ...options, user, group })),
    wake: wake === Number.POSITIVE_INFINITY ? null : Math.max(wake, now + 1),
  };
}

/** What happened before it, a page was there to notice. */
const getLastSign = ({ user, events }: Past): number => {
  const last = events.findLast(({ person, channel }) => person === user && channel !== "server");
  return last?.at ?? Number.NEGATIVE_INFINITY;
};

interface RowOf extends AdvanceOptions {
  readonly user: string;
  readonly group: string | null;
}

/** The row that the user's own page would make of it. */
function toRow(
  { event, id, at, properties }: Report,
  { writeKey, user, group, verified, now }: RowOf,
): StoredEvent {
  return {
    write_key: writeKey,
    message_id: id,
    owner: user,
    subject: verified ? user : "",
    member: verified && group !== null,
    type: "track",
    event,
    user_id: user,
    anonymous_id: null,
    previous_id: null,
    group_id: group,
    at: new Date(at).toISOString(),
    received_at: new Date(now).toISOString(),
    properties: { ...properties, event_id: id, schema: 1 },
    traits: {},
    context: { channel: "server" },
  };
}
