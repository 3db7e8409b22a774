import { suggest } from "../sdk/config/suggest.ts";
import { decide } from "../sdk/domain/decide.ts";
import { explain as say } from "../sdk/domain/explain.ts";
import type { Decision } from "../sdk/domain/reasons.ts";
import { MilepostError } from "../sdk/errors.ts";
import type { Run } from "../sdk/run.ts";
import type { Screen } from "./screen.ts";

const NOTHING: ReadonlySet<string> = new Set();

/** Why a guide is shown or not; without an id, of each guide, a line for one. */
export function explain(run: Run | undefined, screen: Screen, guide?: string): string {
  if (!run) return "nothing is shown to who has not consented";
  const live = new Set(screen.views().map(({ plan }) => plan.id));
  const scene = run.look();
  const decisions = decide(scene, { live, asked: NOTHING, missing: NOTHING });
  /** What is decided is not always drawn. */
  const inWords = (one: Decision): string =>
    one.show && !one.heldOut && !live.has(one.guide)
      ? `${one.guide}: not shown, guides are paused, open only when asked for, or are not for this person`
      : say(one, scene.now);
  if (guide === undefined) return decisions.map(inWords).join("\n");
  const decision = decisions.find((one) => one.guide === guide);
  if (decision) return inWords(decision);
  throw createUnknown(
    guide,
    decisions.map((one) => one.guide),
  );
}

function createUnknown(guide: string, known: readonly string[]): MilepostError {
  const meant = suggest(guide, known);
  const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return new MilepostError(
    "call-invalid",
    `found ${JSON.stringify(guide)}, expected the id of a guide${hint}`,
  );
}
