import type { DrawOptions } from "../sdk/renderers.ts";
import type { Stage, Undo } from "../sdk/stage.ts";
import { mount as draw } from "./mount.tsx";
import { byWords } from "./page/find/byWords.ts";
import { learnWords } from "./page/find/candidates.ts";
import { richTexts } from "./text/richTexts.ts";

export type * from "../sdk/renderers.ts";
export type * from "../sdk/stage.ts";

/** Draws what the stage says, whatever that is, until the undo takes it away with all that it listens to. */
export const mount = (stage: Stage, options: DrawOptions = {}): Undo => {
  learnWords(byWords);
  return draw(stage, options, { richTexts });
};
