import type { Explanation } from "../sdk/domain/decide/explain.ts";
import type { Reason } from "../sdk/domain/decide/reasons.ts";
import type { GuidePlan } from "../sdk/domain/plan/guidePlan.ts";

/**
 * How a guide stands: `shown`; `waits`: it comes by itself; `set`: the config or the person's progress keeps it away, as
 * somebody wanted it; `mend`: it cannot show until somebody changes something.
 */
export type Standing = "shown" | "waits" | "set" | "mend";

export interface Advice {
  readonly standing: Standing;
  /** What to do about it, in one sentence. */
  readonly todo: string;
}

const PICK = "Its target is not on this page: pick a new one.";

/** @param guides those of the config: what another of them opens needs nobody. */
export function advise(one: Explanation, guides: readonly GuidePlan[]): Advice {
  if (!one.show && one.reason.code === "not-asked-for" && isOpened(guides, one.guide))
    return set("Another guide opens it. Show it from here to see it.");
  if (!one.show) return adviseOn(one.reason);
  if (one.missing) return { standing: "mend", todo: PICK };
  return one.heldOut
    ? set("This person is in the holdout. Show it from here to see it.")
    : { standing: "shown", todo: "" };
}

/** Whether an item, an action, an answer or a launcher leads to it. */
const isOpened = (part: unknown, guide: string): boolean =>
  typeof part === "object" &&
  part !== null &&
  Object.entries(part).some(
    ([key, value]) => ((key === "guide" || key === "fallback") && value === guide) || isOpened(value, guide),
  );

const set = (todo: string): Advice => ({ standing: "set", todo });
const wait = (todo: string): Advice => ({ standing: "waits", todo });
const mend = (todo: string): Advice => ({ standing: "mend", todo });

function adviseOn(reason: Reason): Advice {
  switch (reason.code) {
    case "paused":
      return set('Take "status": "paused" away when it is to run.');
    case "not-asked-for":
      return mend('Name it in the "bridge" of a gap, or give it an "if".');
    case "page":
      return set('Open one of the pages of its "on".');
    case "if":
      return set('Do what its "if" asks for, or change it.');
    case "untimely":
      return wait("Load the page anew: it opens before anything was pressed.");
    case "busy":
      return wait("It opens once that is over.");
    case "waiting":
      return adviseOnWaiting(reason.for);
    case "withheld":
      return adviseOnWithheld(reason.by);
    case "undrawn":
      return mend(UNDRAWN[reason.why]);
    case "gap-paused":
      return set(`Take "status": "paused" of the gap ${reason.gap} away when it is to run.`);
    case "gap-not-started":
      return set(reason.from === undefined ? "Its gap begins later." : `Reach ${reason.from} first.`);
    case "gap-bridged":
      return set("Its milestone is reached: nobody needs it any more.");
    case "gap-not-for":
      return set('Change the "for" of its gap, or come as somebody for whom it is.');
    case "segment":
      return set(`Act as the segment ${reason.wanted[0]}, under Try.`);
    case "gap-not-open":
      return set(
        reason.until === undefined
          ? 'Do what the "opens" of its gap asks for.'
          : "Look ahead in time, under Try.",
      );
    case "not-chosen":
      return set("This person sees another guide of the same rung. Show it from here to see it.");
    case "held-out":
      return set("This person is in the holdout. Show it from here to see it.");
    case "completed":
    case "dismissed":
    case "once":
      return set("Show it from here to see it again.");
    case "snoozed":
    case "repeat":
    case "rung":
    case "apart":
    case "backoff":
      return wait("Look ahead in time, under Try.");
    case "outranked":
    case "waits-for":
      return wait(`It comes after ${reason.by}. Give it a higher "priority" if it is to come before.`);
    case "capped":
      return wait('Its turn comes later; "limits" says how many may come.');
    case "unless":
    case "quiet":
      return wait('"limits" keeps guides away now.');
    case "tips-paused":
      return set("This person has paused tips. They can turn them on in help.");
    default:
      return reason satisfies never;
  }
}

function adviseOnWaiting(what: Extract<Reason, { code: "waiting" }>["for"]): Advice {
  switch (what) {
    case "target":
      return mend(PICK);
    case "hidden":
      return mend("Nobody can see its target: pick another one, or show it.");
    case "covered":
      return wait("It comes once nothing lies over its target.");
    case "sight":
      return wait("Scroll to its target.");
    case "pointer":
      return wait("Move the pointer away from there.");
    case "drawing":
      return wait("It comes in a moment.");
    default:
      return what satisfies never;
  }
}

function adviseOnWithheld(by: Extract<Reason, { code: "withheld" }>["by"]): Advice {
  switch (by) {
    case "consent":
      return set("Give consent, on the page or in the config.");
    case "opt-out":
      return set("This person has opted out; milepost.optIn() takes that back.");
    case "audience":
      return set('Come as somebody for whom the "for" of the config is.');
    case "progress":
      return wait("It waits for the receiver to say what was done elsewhere.");
    case "pause":
      return wait("The page has called pause(); resume() ends that.");
    case "off":
    case "asked":
      return set("The page says so, by data-guides.");
    default:
      return by satisfies never;
  }
}

const UNDRAWN = {
  file: "Serve all milepost-*.js files beside milepost.js.",
  container: "Give data-container an element that this page has.",
  removed: "Give data-container an element that the page leaves alone.",
} as const;
