import type { SequentialLook } from "../../stats/sequentialInterval.ts";
import { type Arms, getLook } from "./comparison.ts";

const DAY_MS = 86_400_000;

/**
 * The look by which an effect is judged: that at the end of the first day, in UTC, on which the planned information was
 * there. It is the same whenever it is asked for. Where the information is not there yet, it is the look of now. Who
 * looks on after the end finds in time what is not there, so the answer stays that of the end.
 * @param withinMs How long after its first trigger a unit can be judged.
 * @param isFinal Has a look the planned information?
 */
export function getDecidingLook(
  arms: Arms,
  isClustered: boolean,
  withinMs: number,
  isFinal: (look: SequentialLook) => boolean,
): SequentialLook {
  const now = getLook(arms, isClustered);
  if (!isFinal(now)) return now;
  const all = [...arms.treated, ...arms.held_out].sort((a, b) => a.at - b.at);
  const getDay = (i: number): number => Math.floor((all[i]!.at + withinMs) / DAY_MS);
  for (let count = 1; count < all.length; count++) {
    if (getDay(count) === getDay(count - 1)) continue;
    const until = all.slice(0, count);
    const of = (arm: "treated" | "held_out") => until.filter((one) => one.arm === arm);
    const look = getLook({ treated: of("treated"), held_out: of("held_out") }, isClustered);
    if (isFinal(look)) return look;
  }
  return now;
}
