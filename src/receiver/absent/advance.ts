import { withKept } from "../../replay/kept.ts";
import { getWatches } from "../../replay/watches.ts";
import type { Engine } from "../../sdk/domain/engine/engine.ts";
import { createFullEngine } from "../../sdk/domain/features/fullEngine.ts";
import { hash128 } from "../../sdk/domain/lib/hash.ts";
import { toJson } from "../../sdk/domain/lib/json.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import type { StoredEvent } from "../database/events.ts";
import type { Past } from "../database/people/pasts.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { NOWHERE, replay } from "../progress/replay.ts";
import { createForeseen, type Foreseen } from "./foreseen.ts";
import { toRow } from "./toRow.ts";

/** How far back something may lie that is still raised: what pages send is taken for as long. */
export const OLDEST = 8 * 86_400_000;

/** A plan, with what of it is watched. */
export interface Watched {
  /** Of all that the next moments of users hang on. */
  readonly version: string;
  readonly engine: Engine;
  /** The same for those of whom events are deleted. */
  getKeptEngine(): Engine;
  readonly foreseen: Foreseen;
  /** Does what is true of one person hang on what their colleagues do? */
  readonly isShared: boolean;
}

export function createWatched(plan: Plan): Watched {
  let kept: Engine | undefined;
  return {
    version: getVersion(plan),
    engine: createFullEngine(plan),
    getKeptEngine: () => (kept ??= createFullEngine(withKept(plan))),
    foreseen: createForeseen(plan),
    isShared: getWatches(plan).isShared,
  };
}

/** The plan's own, where that is all: another one has everybody looked at anew. */
function getVersion({ version, gaps }: Plan): string {
  const hands = gaps.flatMap((gap) => (gap.hands ? [[gap.id, gap.hands]] : []));
  return hands.length === 0 ? version : hash128(toJson([version, hands]));
}

export interface Advanced {
  /** What time has brought, as rows. */
  readonly reports: readonly StoredEvent[];
  /** The next moment at which it may bring something, in epoch milliseconds; `null` where there is none. */
  readonly wake: number | null;
  /** Ids of reports that are not to be handed on any more: nobody has to be called. */
  readonly moot: readonly string[];
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
  const { foreseen } = watched;
  const engine = events.some(({ kept }) => kept !== null) ? watched.getKeptEngine() : watched.engine;
  const since = Math.max(getLastSign(past), now - OLDEST);
  const found: Report[] = [];
  const handed = createHanded();
  const crowd = await replay(
    events,
    {
      engine,
      verified,
      zone: "UTC",
      now,
      untold: foreseen.untold,
      onReports(person, reports) {
        const isTheirs = person.here.user === user;
        for (const report of reports) {
          // What becomes of an account is noticed with the first of its people for whom time goes by.
          if (!isTheirs && !(person.here.account === account && foreseen.isOfAccount(report))) continue;
          const isRaised = report.at > since && foreseen.raises(report);
          // No page says this, whoever was there.
          if (isRaised || (handed.raises(report) && report.at > now - OLDEST)) found.push(report);
        }
      },
    },
    turns,
  );
  const person = [...crowd.all()].find(({ here }) => here.user === user);
  if (person === undefined || !engine.admits(person.state, person.here))
    return { reports: [], wake: null, moot: [] };
  const wake = crowd.getWake(person);
  const group = person.here.account === NOWHERE ? null : (person.here.account ?? null);
  return {
    reports: found.map((report) => toRow(report, { ...options, user, group })),
    wake: wake === Number.POSITIVE_INFINITY ? null : Math.max(wake, now + 1),
    moot: crowd.getMoot(person),
  };
}

/** Reports of bridges that hand on, and that a gap is bridged of which somebody was told: they need not call any more. */
function createHanded(): { raises(report: Report): boolean } {
  const told = new Set<unknown>();
  return {
    raises({ event, properties: { gap_id: gap } }) {
      if (event === "Bridge Handed On") told.add(gap);
      return HANDED.has(event) || (event === "Gap Bridged" && told.delete(gap));
    },
  };
}

const HANDED: ReadonlySet<string> = new Set(["Bridge Handed On", "Bridge Held Out"]);

/** What happened before it, a page was there to notice. */
const getLastSign = ({ user, events }: Past): number => {
  const last = events.findLast(({ person, channel }) => person === user && channel !== "server");
  return last?.at ?? Number.NEGATIVE_INFINITY;
};
