/** What `milepost pages` brings into a page that it looks at: the SDK's own finding and drawing, under one name. */
import type { Plan } from "../sdk/domain/plan/plan.ts";
import type { Undo } from "../sdk/ports.ts";
import type { Target } from "../sdk/stage.ts";
import { byWords } from "../widgets/page/find/byWords.ts";
import { learnWords } from "../widgets/page/find/candidates.ts";
import type { Area } from "../widgets/page/place/pointer.ts";
import { compare, type PictureDifference } from "./compare.ts";
import { look, type Sight, whenThere } from "./sight.ts";
import { DRAWN, stand } from "./stand.ts";

export type { PictureDifference };

export interface InPage {
  /** Waits until all targets stand there free, or for `ms` milliseconds. */
  whenThere(targets: readonly Target[], ms: number): Promise<void>;
  look(target: Target): Promise<Sight>;
  /** Draws the plan's one guide; answers where it stands, in pixels of the window, or `undefined` where it does not. */
  show(plan: Plan, step: number, ms: number): Promise<Area | undefined>;
  hide: Undo;
  compare(before: string, now: string): Promise<PictureDifference>;
  /** A selector for all that is drawn of ours. */
  readonly drawn: string;
}

let undo: Undo = () => {};
learnWords(byWords);

const inPage: InPage = {
  whenThere,
  look,
  compare,
  drawn: DRAWN,
  async show(plan, step, ms) {
    undo();
    const standing = await stand(plan, step, ms);
    undo = standing?.undo ?? (() => {});
    return standing?.at;
  },
  hide: () => undo(),
};

Object.defineProperty(window, "milepostPages", { value: inPage });
