import { DAY_MS } from "../../../sdk/domain/time/spans.ts";
import type { SequentialLook } from "../../stats/sequentialInterval.ts";
import { type Arms, getLook } from "./comparison.ts";

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
  const getDay = ({ at }: (typeof all)[number]): number => Math.floor((at + withinMs) / DAY_MS);
  const until = { treated: [] as typeof all, held_out: [] as typeof all };
  for (const [i, one] of all.entries()) {
    until[one.arm].push(one);
    const next = all[i + 1];
    if (!next || getDay(next) === getDay(one)) continue;
    const look = getLook(until, isClustered);
    if (isFinal(look)) return look;
  }
  return now;
}
