import type { Expectation } from "./expectation.ts";
import type { Who } from "./story.ts";

/**
 * What holds before a story starts: parts of a config, who it is about, and at most one condition that the story puts
 * to the test, for which `true` and `false` are then the whole expectation.
 */
export interface Given extends Who {
  /** When the milestone `goal` is reached: is it? */
  readonly when?: object;
  /** Whether the guide `tip` would show: does it? */
  readonly if?: object;
  /** What opens the gap `gap`, on the way to the milestone `done` (event `Done`): is it open? */
  readonly opens?: object;
  readonly [part: string]: unknown;
}

export interface Setting {
  readonly config: object;
  readonly who: Who;
  /** What `true` or `false` means here. */
  expects(yes: boolean): Expectation;
}

const TIP = { type: "tooltip", target: "#here", title: "Tip" };

/**
 * Later ones win: part by part (a milestone, a gap, a guide, a limit) and in these key by key. What they say is `null`
 * is left out.
 */
export function createSetting(...givens: readonly Given[]): Setting {
  const { user, account, zone, when, if: shown, opens, ...config } = givens.reduce(merge, {});
  const asked = merge(
    {
      ...(when && { milestones: { goal: { title: "Goal", when } } }),
      ...(shown && { guides: { tip: { ...TIP, if: shown } } }),
      ...(opens && {
        milestones: { done: { title: "Done", when: { event: "Done" } } },
        gaps: { gap: { to: "done", opens } },
      }),
    },
    config,
  );
  return {
    config: asked,
    who: Object.fromEntries(Object.entries({ user, account, zone }).filter(([, name]) => name !== undefined)),
    expects(yes) {
      if (when) return { holds: { goal: yes } };
      if (shown) return { why: { tip: yes ? "shows" : "if" } };
      if (opens) return { holds: { gap: yes } };
      throw new Error("true and false need a condition: when, if or opens");
    },
  };
}

const isBag = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What has parts of its own by id, and is taken over part by part. */
const BAGS = new Set(["milestones", "gaps", "guides", "limits"]);

function merge(a: Given, b: Given): Given {
  const join = (one: unknown, two: unknown, depth: number): unknown => {
    if (depth === 0 || !isBag(one) || !isBag(two)) return two;
    const both = { ...one };
    for (const [key, value] of Object.entries(two)) {
      if (value === null) delete both[key];
      else both[key] = join(one[key], value, depth - 1);
    }
    return both;
  };
  const both: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) both[key] = join(a[key], value, BAGS.has(key) ? 2 : 0);
  return both;
}
