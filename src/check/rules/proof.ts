import { sampleSize } from "../../insights/stats/sampleSize.ts";
import type { Config, GapConfig } from "../../sdk/config/schema.ts";
import { type Finding, fail, type Path, warn } from "../finding.ts";
import { getAll } from "./parts.ts";

export interface ProofOptions {
  /** How many people, or accounts, a gap will open for. */
  readonly users?: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What will not be known in the end: whose it was, and whether it helped. */
export const checkProof = (config: Config, options: ProofOptions): Finding[] => [
  ...checkOutcomes(config),
  ...Object.entries(config.gaps ?? {}).flatMap(([id, gap]) => [
    ...checkHoldout(["gaps", id, "holdout"], gap.holdout, { ...options, worth: gap.worth }),
    ...checkJudging(["gaps", id], gap, config, options),
  ]),
  ...checkHoldout(["holdout"], config.holdout, options),
  ...checkLeaving(config),
  ...checkLadder(config),
];

/** Rising would cost something, where a rung is worth less than one below it. */
function checkLadder({ segments = [] }: Config): Finding[] {
  const worths = segments.flatMap(({ id, value }, i) => (value === undefined ? [] : [{ id, value, i }]));
  return worths.slice(1).flatMap(({ value, i }, k) => {
    const below = worths[k]!;
    const why = `found ${value}, expected at least ${below.value}, which "${below.id}" below it is worth: segments go from low to high`;
    return value < below.value ? [warn(["segments", i, "value"], why)] : [];
  });
}

/** What the report is to judge a bridge by, and cannot; or was to be asked by now. */
function checkJudging(
  path: Path,
  { worth, protects, review, holdout }: GapConfig,
  config: Config,
  { now }: ProofOptions,
): Finding[] {
  const isMeasured = getShare(holdout) > 0 || getShare(config.holdout) > 0;
  const [key, found] = worth !== undefined ? ["worth", `${worth}`] : ["protects", "milestones to protect"];
  const isAsked = worth !== undefined || (protects?.length ?? 0) > 0;
  const why = `found ${found} where nobody is held out, expected a holdout: without one no difference is known`;
  const isDue = review !== undefined && Date.parse(review) <= now;
  return [
    ...(isAsked && !isMeasured ? [warn([...path, key!], why)] : []),
    ...(isDue
      ? [
          warn(
            [...path, "review"],
            `found ${JSON.stringify(review)}, which is past: decide whether its bridge is to stay, and when to ask again`,
          ),
        ]
      : []),
  ];
}

const getShare = (holdout: Config["holdout"] = 0): number =>
  typeof holdout === "number" ? holdout : holdout.share;

/** One person's silence is not the account's. */
function checkLeaving({ retention: { churned } = {} }: Config): Finding[] {
  if (!churned) return [];
  return getAll({ path: ["retention", "churned"], part: churned })
    .filter(({ part }) => "silent" in part)
    .map(({ path }) =>
      warn(
        [...path, "silent"],
        "found the silence of one person, expected what the account does, or a trait of it: no account counts as lost. A silence of all its people is retention.silent",
      ),
    );
}

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

function checkHoldout(
  path: Path,
  holdout: Config["holdout"],
  { users, now, worth }: ProofOptions & { readonly worth?: number | undefined },
): Finding[] {
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
    ...(users === undefined || share === 0 ? [] : checkPower(here, share, users, worth)),
  ];
}

function checkPower(path: Path, share: number, users: number, worth = DIFFERENCE): Finding[] {
  // A share has no room for more over the base.
  const effect = { base: BASE, difference: Math.min(worth, 0.99 - BASE) };
  const { total } = sampleSize(effect, { heldOut: share });
  if (users >= total) return [];
  const points = findSmallest(share, users);
  const seen = points === undefined ? "no difference at all" : `a difference of ${points} points or more`;
  return [
    warn(
      path,
      `found ${share} of ${users}, with which ${seen} can be told from chance (80 of 100 times, over a base of 30 %); ${formatPoints(worth)} take ${total}`,
    ),
  ];
}

const formatPoints = (worth: number): string => {
  const points = Number((100 * worth).toFixed(1));
  return points === 1 ? "1 point" : `${points} points`;
};

/** Fewer are no share of anything. */
const FEWEST = 5;

/** The smallest difference, in points over the base, that so many show. */
function findSmallest(heldOut: number, users: number): number | undefined {
  if (users * heldOut < FEWEST) return undefined;
  for (let points = 1; points < 70; points++)
    if (sampleSize({ base: BASE, difference: points / 100 }, { heldOut }).total <= users) return points;
  return undefined;
}
