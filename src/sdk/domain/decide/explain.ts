import { getClock } from "../conditions/gapClock.ts";
import type { Condition } from "../plan/plan.ts";
import type { ClockScope } from "../state/abilities.ts";
import type { EvalContext } from "../state/evalContext.ts";
import { tellAgo } from "../time/tellSpan.ts";
import type { Decision, Reason, Waiting, Withheld } from "./reasons.ts";
import { whyFails } from "./whyFails.ts";

/** Why a guide is shown or not, as data (`show`, `reason`) and in words. */
export type Explanation = Decision & { readonly text: string };

/**
 * Why a guide is (not) shown, in one line of English for those who write configs.
 * @param now When this is said, in epoch milliseconds: times are told from there. Left out: they are told as dates.
 * @param scene What it was decided of: it is said too which part of a condition fails, what was found and what expected.
 */
export function explain(decision: Decision, now?: number, scene?: EvalContext): string {
  const { guide, gap } = decision;
  if (!decision.show) {
    const part = scene && whyPartFails(decision.guide, decision.reason, scene);
    return `${guide}: not shown, ${explainReason(decision.reason, now)}${part === undefined ? "" : `: ${part}`}`;
  }
  const why = decision.selfOpened ? ", it was asked for" : gap === undefined ? "" : `, for the gap ${gap}`;
  if (decision.missing) return `${guide}: not shown, its target is missing on this page${why}`;
  const where = decision.mayCover ? `, ${MAY_COVER}` : "";
  return `${guide}: ${decision.heldOut ? "held out" : "shown"}${why}${where}`;
}

/** Which part of the condition behind a reason fails. */
function whyPartFails(guide: string, reason: Reason, given: EvalContext): string | undefined {
  // Asking must not move the moment at which the scene is looked at again.
  const scene = { ...given };
  const { plan, guides, gaps } = scene.index;
  const ask = (condition: Condition | undefined, place?: ClockScope): string | undefined =>
    condition && whyFails(condition, scene, place);
  switch (reason.code) {
    case "if":
      return ask(guides.get(guide)?.if);
    case "page":
      return ask({ kind: "page", patterns: guides.get(guide)?.on ?? [] });
    case "withheld":
      return reason.by === "audience" ? ask(plan.for) : undefined;
    case "gap-not-for":
    case "gap-not-open": {
      // When it opens says it all.
      if ("until" in reason) return undefined;
      const gap = gaps.get(reason.gap)!;
      return ask(reason.code === "gap-not-for" ? gap.for : gap.opens, { clock: getClock(scene, gap) });
    }
    default:
      return undefined;
  }
}

export function explainReason(reason: Reason, now?: number): string {
  const when = (at: number): string => tell(at, now);
  switch (reason.code) {
    case "paused":
      return "it is paused";
    case "not-asked-for":
      return "no gap names it, it has no condition, and nobody asked for it";
    case "page":
      return "it is not for this page";
    case "if":
      return "its condition does not hold";
    case "untimely":
      return "it opens by itself only before the user has done anything on the page";
    case "busy":
      return `it waits for a good moment: ${BUSY[reason.why]}`;
    case "waiting":
      return explainWaiting(reason);
    case "withheld":
      return WITHHELD[reason.by];
    case "undrawn":
      return UNDRAWN[reason.why];
    case "gap-paused":
      return `the gap ${reason.gap} is paused`;
    case "gap-not-started":
      return `the gap ${reason.gap} has not begun${reason.from === undefined ? "" : `: ${reason.from} is not reached`}`;
    case "gap-bridged":
      return `the gap ${reason.gap} was crossed ${when(reason.at)}`;
    case "gap-not-for":
      return `the gap ${reason.gap} is not for this person`;
    case "segment":
      return `not in the segment ${reason.wanted.join(" or ")}, which the gap ${reason.gap} is for (in ${reason.is ?? "none"})`;
    case "gap-not-open":
      return `the gap ${reason.gap} is not open${reason.until === undefined ? "" : ` (opens ${when(reason.until)})`}`;
    case "not-chosen":
      return `the gap ${reason.gap} shows ${reason.by} to this person instead`;
    case "held-out":
      return reason.by
        ? `held out of the whole programme, so from the gap ${reason.gap}`
        : `held out from the gap ${reason.gap}`;
    case "completed":
    case "dismissed":
      return `it was ${reason.code} ${when(reason.at)}`;
    case "once":
      return `it was shown ${when(reason.at)}, and is not shown again`;
    case "snoozed":
      return `snoozed, it comes back ${when(reason.until)}`;
    case "repeat":
      return `it comes again ${when(reason.until)}`;
    case "outranked":
      return `outranked by ${reason.by}`;
    case "waits-for":
      return `${reason.by} comes before it on the ladder`;
    case "rung":
      return `its turn on the ladder comes ${when(reason.until)}`;
    case "capped":
      return `capped (${reason.count} of ${reason.of} ${reason.limit === "perDay" ? "today" : "this session"})`;
    case "apart":
      return `too soon after the last interruption, allowed ${when(reason.until)}`;
    case "backoff":
      return `${reason.row} were dismissed in a row, allowed ${when(reason.until)}`;
    case "unless":
      return "the limits' condition forbids it now";
    case "quiet":
      return "these are quiet hours";
    case "tips-paused":
      return "the user has paused tips";
    default:
      return reason satisfies never;
  }
}

function explainWaiting({ for: what, by = "something" }: Waiting): string {
  switch (what) {
    case "target":
      return "its target is missing on this page";
    case "hidden":
      return `its target is there and cannot be seen: found ${by}, folded away, cut off or beyond an edge`;
    case "covered":
      return `its target is covered by ${by}`;
    case "sight":
      return "its target is out of sight";
    case "pointer":
      return "the pointer rests where it would stand";
    case "drawing":
      return "what draws it is not there yet";
    default:
      return what satisfies never;
  }
}

const WITHHELD: Readonly<Record<Withheld, string>> = {
  consent: "nothing begins without consent: it is none, or no level",
  "opt-out": "this person has opted out",
  audience: "Milepost is not there for this person",
  progress: "what they have done on other devices is not known",
  pause: "the page has paused all guides",
  off: "the page has switched all guides off",
  asked: "the page lets only those open that are asked for",
};

const UNDRAWN = {
  file: "a file of Milepost's that draws it did not load; it is tried again on the next page, or in some minutes",
  container: "the element that is to hold it is not on this page",
  removed: "this page takes Milepost's element out again and again",
} as const;

const MAY_COVER =
  "perhaps over what the page has in its corner: the file of Milepost's that keeps that clear did not load";

const BUSY = {
  settling: "the page may still be saying who is at work",
  typing: "the user is typing",
  acting: "the user has just used a key or pressed something",
  dialog: "another dialog is open",
  "full-screen": "the page is in full screen",
  hidden: "the tab is not seen",
  idle: "nobody has touched the page for half an hour",
  "other-tab": "another tab shows a guide",
} as const;

/** A moment: from `now`, like `in 3 h` or `2 d ago`, or as a date. */
function tell(at: number, now: number | undefined): string {
  if (now === undefined) return new Date(at).toISOString();
  return tellAgo(at, now);
}
