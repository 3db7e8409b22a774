import { getReach } from "../../replay/kept.ts";
import type { Plan } from "../../sdk/domain/plan/plan.ts";
import type { KeysOptions } from "../keys/keys.ts";

const DAY = 86_400_000;
/** Days for which what comes late is taken: by then a look back has all that it asks for. */
const LATE = 8;

/**
 * What is deleted before a condition has stopped looking back to it would change what the condition says.
 * @throws {Error} with a sentence for who starts it.
 */
export function checkKeepDays({
  keepDays,
  plan,
  keys = {},
}: Pick<KeysOptions, "plan" | "keys"> & { readonly keepDays?: number | undefined }): void {
  if (keepDays === undefined) return;
  const plans = [plan, ...Object.values(keys).map((key) => key.plan)];
  for (const one of plans) {
    const days = one === undefined ? 0 : Math.ceil(getLook(one) / DAY);
    if (days > 0 && keepDays < days + LATE)
      throw new Error(
        `MILEPOST_KEEP_DAYS: found ${keepDays}, expected ${days + LATE} or more: the config of ${one!.product} ` +
          `looks back ${days} days, and what comes late is taken for ${LATE}`,
      );
  }
}

/** Milliseconds: for how long what somebody did may still count. */
function getLook(plan: Plan): number {
  const { look, grace } = getReach(plan);
  return look + grace;
}
