import { sampleSize } from "../../insights/stats/sampleSize.ts";
import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, fail, type Path, warn } from "../finding.ts";

export interface ProofOptions {
  /** How many people, or accounts, a gap will open for. */
  readonly users?: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What will not be known in the end: whose it was, and whether it helped. */
export const checkProof = (config: Config, options: ProofOptions): Finding[] => [
  ...checkOutcomes(config),
  ...[
    ...Object.entries(config.gaps ?? {}).map(([id, { holdout }]) => ({
      path: ["gaps", id, "holdout"],
      holdout,
    })),
    { path: ["holdout"], holdout: config.holdout },
  ].flatMap(({ path, holdout }) => checkHoldout(path, holdout, options)),
];

function checkOutcomes({ outcomes, milestones }: Config): Finding[] {
  // A first config has none, and is a good one.
  if (!outcomes) return [];
  const served = new Set(Object.values(milestones).map(({ outcome }) => outcome));
  return [
    ...Object.entries(outcomes).flatMap(([id, { owner }]) => [
      ...(owner ? [] : [warn(["outcomes", id], "found no owner, expected who answers for it")]),
      ...(served.has(id) ? [] : [warn(["outcomes", id], "found an outcome that no milestone serves")]),
    ]),
    ...Object.entries(milestones).flatMap(([id, { outcome }]) =>
      outcome === undefined
        ? [warn(["milestones", id], "found no outcome, expected the one that it serves")]
        : [],
    ),
  ];
}

/** A bridge that helps one in ten across who would not have come is a good one. */
const DIFFERENCE = 0.1;
/** Where it has not been measured how many cross by themselves. */
const BASE = 0.3;

function checkHoldout(path: Path, holdout: Config["holdout"], { users, now }: ProofOptions): Finding[] {
  if (holdout === undefined) return [];
  const { share, until } = typeof holdout === "number" ? { share: holdout, until: undefined } : holdout;
  const here = typeof holdout === "number" ? path : [...path, "share"];
  if (share === 1)
    return [fail(here, "found 1, expected less: everybody is held out, and nobody sees anything")];
  const isOver = until !== undefined && Date.parse(until) < now;
  return [
    ...(isOver
      ? [
          warn(
            [...path, "until"],
            `found ${JSON.stringify(until)}, which is past: nobody is held out any more`,
          ),
        ]
      : []),
    ...(share > 0.5
      ? [warn(here, `found ${share}, expected at most 0.5: more show an effect no sooner, and help fewer`)]
      : []),
    ...(users === undefined || share === 0 ? [] : checkPower(here, share, users)),
  ];
}

function checkPower(path: Path, share: number, users: number): Finding[] {
  const effect = { base: BASE, difference: DIFFERENCE };
  const { total } = sampleSize(effect, { heldOut: share });
  if (users >= total) return [];
  const points = findSmallest(share, users);
  const seen = points === undefined ? "no difference at all" : `a difference of ${points} points or more`;
  return [
    warn(
      path,
      `found ${share} of ${users}, with which ${seen} can be told from chance (80 of 100 times, over a base of 30 %); 10 points take ${total}`,
    ),
  ];
}

/** Fewer are no share of anything. */
const FEWEST = 5;

/** The smallest difference, in points over the base, that so many show. */
function findSmallest(heldOut: number, users: number): number | undefined {
  if (users * heldOut < FEWEST) return undefined;
  for (let points = 10; points < 70; points++)
    if (sampleSize({ base: BASE, difference: points / 100 }, { heldOut }).total <= users) return points;
  return undefined;
}
