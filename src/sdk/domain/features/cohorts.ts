import { NEVER } from "../conditions/counters.ts";
import { getStart } from "../conditions/gapClock.ts";
import type { Feature } from "../engine/feature.ts";
import { toShare } from "../lib/toShare.ts";

/** Asks for a part of all people: those of a draw, or those who came since. */
export const cohorts = {
  conditions: {
    sample({ share, by, draw }, { index, here, now }) {
      const unit = by === "user" ? here.user : here.account;
      return unit !== undefined && toShare(index.plan.product, "sample", draw, unit) < share ? now : NEVER;
    },
    came: ({ since }, context) => (getStart(context) < since ? NEVER : context.now),
  },
} satisfies Feature;
