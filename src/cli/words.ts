import type { Decision, Reason } from "../sdk/domain/decide.ts";

const inWords = (at: number): string => new Date(at).toISOString();

/** Why a guide is (not) shown, in one line. */
export function explain(decision: Decision): string {
  const { guide, gap } = decision;
  if (decision.show)
    return `${guide}: ${decision.heldOut ? "held out" : "shown"}${gap ? `, for the gap ${gap}` : ""}`;
  return `${guide}: not shown, ${explainReason(decision.reason)}`;
}

export function explainReason(reason: Reason): string {
  switch (reason.code) {
    case "paused":
      return "it is paused";
    case "gap-not-open":
      return "no gap that names it is open";
    case "not-asked-for":
      return "no gap names it, it has no condition, and nobody asked for it";
    case "page":
      return "it is not for this page";
    case "if":
      return "its condition does not hold";
    case "held-out":
      return "the person is held out";
    case "completed":
    case "dismissed":
      return `it was ${reason.code} at ${inWords(reason.at)}`;
    case "once":
      return `it was shown at ${inWords(reason.at)} and is not shown again`;
    case "snoozed":
      return `it was put off until ${inWords(reason.until)}`;
    case "repeat":
      return `it comes again at ${inWords(reason.until)}`;
    case "outranked":
      return `${reason.by} goes before`;
    case "waits-for":
      return `${reason.by} comes before on the ladder`;
    case "rung":
      return `its rung of the ladder comes at ${inWords(reason.until)}`;
    case "capped":
      return `capped (${reason.count} of ${reason.of} ${reason.limit === "perDay" ? "this day" : "this session"})`;
    case "apart":
      return `too soon after the last one, until ${inWords(reason.until)}`;
    case "unless":
      return "the limits' condition forbids it now";
    case "quiet":
      return "these are quiet hours";
    default:
      return reason satisfies never;
  }
}
