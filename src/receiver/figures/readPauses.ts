import { createPauses } from "../../insights/facts/pauses.ts";
import type { PauseRow } from "../../insights/facts/rows.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import { getLoadedSince, getPausesSaid, type PauseSaid } from "../database/circleEvents.ts";
import type { Steps } from "../database/following.ts";

/** Pages that are looked at for the first that says that nothing is paused any more. */
const PAGE = 200;
/** Runs of pauses: beyond them somebody plays with the switch, and the first ones do. */
const MOST_RUNS = 50;

/**
 * When gaps were paused, as pages have said once a session. Only those sessions are read that say so, and for each run
 * of them the ones that follow, until none of what was paused is.
 */
export async function readPauses(steps: Steps, writeKey: string, plan: Plan): Promise<PauseRow[]> {
  const pauses = createPauses(plan);
  const note = ({ at, paused }: PauseSaid): void =>
    pauses.note({ name: "Milepost Loaded", properties: { paused: JSON.parse(paused) as unknown }, at });
  const said = await getPausesSaid(steps, writeKey);
  let until = Number.NEGATIVE_INFINITY;
  for (let runs = 0; runs < MOST_RUNS; runs++) {
    const first = said.find(({ at }) => at > until);
    if (!first) break;
    note(first);
    until = first.at;
    for (let isPaused = true; isPaused; ) {
      const loaded = await getLoadedSince(steps, writeKey, until, PAGE);
      for (const one of loaded) note(one);
      until = loaded.at(-1)?.at ?? Number.POSITIVE_INFINITY;
      isPaused = loaded.length === PAGE && pauses.getRows().some((row) => row.until === null);
    }
  }
  return pauses.getRows();
}
