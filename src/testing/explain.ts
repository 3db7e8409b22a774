import { suggest } from "../sdk/config/suggest.ts";
import { type Decision, decide } from "../sdk/domain/decide.ts";
import { explain as say } from "../sdk/domain/explain.ts";
import { MilepostError } from "../sdk/errors.ts";
import type { Run } from "../sdk/run.ts";
import type { Screen } from "./screen.ts";

const NOTHING: ReadonlySet<string> = new Set();

/** Why a guide is shown or not; without an id, of each guide, a line for one. */
export function explain(run: Run | undefined, screen: Screen, guide?: string): string {
  if (!run) return "nothing is shown to who has not consented";
  const live = new Set(screen.views().map(({ plan }) => plan.id));
  const decisions = decide(run.look(), { live, asked: NOTHING, missing: NOTHING });
  if (guide === undefined) return decisions.map((one) => inWords(one, live)).join("\n");
  const decision = decisions.find((one) => one.guide === guide);
  if (decision) return inWords(decision, live);
  const known = decisions.map((one) => one.guide);
  const meant = suggest(guide, known);
  throw new MilepostError(
    "call-invalid",
    `found ${JSON.stringify(guide)}, expected the id of a guide${meant ? `; did you mean "${meant}"?` : ""}`,
  );
}

/** What is decided is not always drawn. */
const inWords = (decision: Decision, live: ReadonlySet<string>): string =>
  decision.show && !decision.heldOut && !live.has(decision.guide)
    ? `${decision.guide}: not shown, guides are paused, open only when asked for, or are not for this person`
    : say(decision);
