import type { GapPlan, Plan } from "../../sdk/domain/plan/plan.ts";
import { type EvalContext, getGap } from "../../sdk/domain/state/evalContext.ts";
import type { PastEvent } from "../database/people/past.ts";
import type { Turns } from "../lib/threadTurns.ts";
import type { Arm, GuideEnd } from "./progress.ts";

export interface Guided {
  readonly plan: Plan;
  readonly user: string;
  readonly verified: boolean;
  readonly self: EvalContext;
  /** By account. */
  readonly accounts: ReadonlyMap<string, EvalContext>;
}

const ENDS: ReadonlyMap<string | null, GuideEnd["as"]> = new Map([
  ["Guide Completed", "completed"],
  ["Guide Dismissed", "dismissed"],
]);
const ARMS: ReadonlyMap<string | null, Arm["arm"]> = new Map([
  ["Guide Shown", "treated"],
  ["Guide Held Out", "held_out"],
  ["Bridge Handed On", "treated"],
  ["Bridge Held Out", "held_out"],
]);

/** How the user's guides ended last, as their pages have told. */
export async function getEnds(
  past: readonly PastEvent[],
  guided: Guided,
  turns: Turns,
): Promise<Readonly<Record<string, GuideEnd>>> {
  const known = new Set(guided.plan.guides.map(({ id }) => id));
  const ends = new Map<string, GuideEnd>();
  for (const event of past) {
    await turns.giveWay();
    const as = ENDS.get(event.event);
    const { guide_id: guide } = event.properties;
    if (as === undefined || event.person !== guided.user) continue;
    if (typeof guide !== "string" || !known.has(guide)) continue;
    const since = findSince(event, guided) ?? 0;
    const isOfRound = since > 0 && event.at >= since;
    ends.set(guide, { ended: toIso(event.at), as, ...(isOfRound && { occurrence: toIso(since) }) });
  }
  return Object.fromEntries(ends);
}

/** Nobody is compared by what is exempt, nor by what the whole programme has held out. */
const settlesNone = ({ properties }: PastEvent, { gaps, guides }: Plan): boolean =>
  properties.self_opened === true ||
  properties.held_out_by === "programme" ||
  gaps.some(({ id, exempt }) => exempt && id === properties.gap_id) ||
  guides.some(({ id, exempt }) => exempt && id === properties.guide_id);

/** What the first trigger in a gap's present occurrence has settled: also one of a colleague's where it is an account's. */
export async function getArms(
  past: readonly PastEvent[],
  guided: Guided,
  turns: Turns,
): Promise<Readonly<Record<string, Arm>>> {
  const arms = new Map<string, Arm>();
  for (const event of past) {
    await turns.giveWay();
    const arm = ARMS.get(event.event);
    if (arm === undefined || settlesNone(event, guided.plan)) continue;
    const since = findSince(event, guided);
    const gap = `${event.properties.gap_id}`;
    if (since === undefined || event.at < since || arms.has(gap)) continue;
    arms.set(gap, { arm, at: toIso(event.at) });
  }
  return Object.fromEntries(arms);
}

/** Since when the event's gap stands as it does, 0 from the beginning; `undefined` where it is not this user's. */
function findSince(event: PastEvent, { plan, user, verified, self, accounts }: Guided): number | undefined {
  const gap = plan.gaps.find(({ id }) => id === event.properties.gap_id);
  if (gap === undefined) return undefined;
  if (!isOfAccount(gap, plan)) return event.person === user ? getSince(self, gap) : undefined;
  const scene = accounts.get(event.group_id ?? "");
  return scene && (event.member || !verified) ? getSince(scene, gap) : undefined;
}

const isOfAccount = ({ to }: GapPlan, { milestones }: Plan): boolean =>
  milestones.some(({ id, level }) => id === to && level === "account");

const getSince = (scene: EvalContext, gap: GapPlan): number => getGap(scene, gap)?.since ?? 0;

const toIso = (at: number): string => new Date(at).toISOString();
