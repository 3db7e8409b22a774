import { getReach, withKept } from "../../replay/kept.ts";
import { createFullEngine } from "../../sdk/domain/features/fullEngine.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { Report } from "../../sdk/domain/state/facts.ts";
import { createForeseen } from "../absent/foreseen.ts";
import type { Past } from "../database/people/pasts.ts";
import type { Turns } from "../lib/threadTurns.ts";
import { replay } from "../progress/replay.ts";

export interface TellingOf {
  readonly plan: Plan;
  /** Is who is in which account only true where somebody vouches for it? */
  readonly verified: boolean;
  readonly turns: Turns;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From then on nothing hangs on what is deleted, in epoch milliseconds. */
  readonly turn: number;
}

const TOLD: ReadonlySet<string> = new Set([
  "Milestone Reached",
  "Milestone Lapsed",
  "Gap Opened",
  "Segment Changed",
]);

/** Reports that stand for what somebody did, once that is deleted. */
export interface Told {
  readonly report: Report;
  /** In which they were then. */
  readonly account: string | undefined;
}

export type FindTold = (past: Past) => Promise<readonly Told[]>;

export function createFindTold({ plan, verified, turns, now, turn }: TellingOf): FindTold {
  const engine = createFullEngine(withKept(plan));
  const { untold, isOfAccount } = createForeseen(plan);
  const lapsing = new Set(plan.milestones.flatMap(({ id, lapses }) => (lapses === undefined ? [] : id)));
  // What goes on for a while without what it hangs on does so beyond that moment.
  const end = turn + getReach(plan).grace;
  const isForGood = ({ event, properties }: Report): boolean =>
    (event === "Milestone Reached" || event === "Gap Opened") && !lapsing.has(`${properties.milestone_id}`);
  return async ({ user, account, events }) => {
    // Of segments that were deleted before, a replay knows nothing.
    const told = Math.max(
      Number.NEGATIVE_INFINITY,
      ...events.map(({ person, kept }) =>
        person === user ? (kept ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY,
      ),
    );
    const found: Told[] = [];
    await replay(
      events,
      {
        engine,
        verified,
        zone: "UTC",
        now,
        untold,
        onReports({ here }, reports) {
          for (const report of reports) {
            if (!TOLD.has(report.event)) continue;
            const isTheirs = here.user === user || (here.account === account && isOfAccount(report));
            const isKnown = report.event !== "Segment Changed" || report.at >= told;
            if (isTheirs && isKnown && (isForGood(report) || report.at < end))
              found.push({ report, account: here.account });
          }
        },
      },
      turns,
    );
    return found;
  };
}
