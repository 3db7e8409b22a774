/**
 * How often the interval that is looked at daily finds what is not there, how often and when it finds what is there,
 * and how many units that takes. `npm run bench:insights`; it needs no build, and writes bench/results/insights.md.
 * `TIMES=200` for the short way.
 */
import { writeFileSync } from "node:fs";
import { getCritical, normalUpperQuantile } from "../src/insights/stats/normal.ts";
import { sampleSize } from "../src/insights/stats/sampleSize.ts";
import { planSequential } from "../src/insights/stats/sequentialInterval.ts";
import { createRandom } from "../src/testing/createRandom.ts";
import { type Design, type Outcome, runExperiment } from "../tests/helpers/experiments.ts";

const TIMES = Number(process.env.TIMES ?? 2000);
const SEED = Number(process.env.SEED ?? 1);

/** Who is drawn, what they reach without us, and what is planned for. */
const CASES: ReadonlyArray<Pick<Design, "by" | "heldOut" | "base" | "worth">> = [
  { by: "user", heldOut: 0.1, base: 0.3, worth: 0.1 },
  { by: "user", heldOut: 0.5, base: 0.3, worth: 0.1 },
  { by: "user", heldOut: 0.1, base: 0.05, worth: 0.05 },
  { by: "user", heldOut: 0.5, base: 0.05, worth: 0.05 },
  { by: "user", heldOut: 0.1, base: 0.3, worth: 0.25 },
  { by: "user", heldOut: 0.1, base: 0.9, worth: 0.05 },
  { by: "account", heldOut: 0.1, base: 0.3, worth: 0.1 },
  { by: "account", heldOut: 0.5, base: 0.3, worth: 0.1 },
  { by: "account", heldOut: 0.1, base: 0.3, worth: 0.2 },
  { by: "account", heldOut: 0.5, base: 0.3, worth: 0.2 },
  { by: "account", heldOut: 0.1, base: 0.05, worth: 0.1 },
];

const isFound = (day: number | undefined): boolean => day !== undefined;
const perCent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (share: number): string => `${(100 * share).toFixed(0)}`;

function repeat(design: Design): Outcome[] {
  const random = createRandom(SEED);
  return Array.from({ length: TIMES }, () => runExperiment(design, random));
}

const share = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): string =>
  perCent(outcomes.filter(is).length / outcomes.length);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const name = ({ by, heldOut, base, worth }: (typeof CASES)[number]): string[] => [
  `by ${by}`,
  perCent(heldOut).replace(".0", ""),
  points(base),
  points(worth),
];

const toTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const WHO = ["drawn", "held out", "base, %", "planned, points"];

const without = CASES.map((one) => {
  const outcomes = repeat({ ...one, effect: 0 });
  const row = [
    ...name(one),
    `${median(outcomes.map(({ days }) => days))}`,
    share(outcomes, ({ shown }) => isFound(shown)),
    share(outcomes, ({ plain }) => isFound(plain)),
    share(outcomes, ({ mixture }) => isFound(mixture)),
    share(outcomes, ({ fixed }) => fixed.found),
  ];
  console.log("without an effect:", row.join(", "));
  return row;
});

const withEffect = CASES.flatMap((one) =>
  [1, 2].flatMap((times) => {
    if (one.base + times * one.worth >= 1) return [];
    const outcomes = repeat({ ...one, effect: times * one.worth });
    const found = outcomes.flatMap(({ shown }) => shown ?? []);
    const mixture = outcomes.flatMap((outcome) => outcome.mixture ?? []);
    const row = [
      ...name(one),
      points(times * one.worth),
      share(outcomes, ({ shown }) => isFound(shown)),
      share(outcomes, ({ fixed }) => fixed.found),
      share(outcomes, (outcome) => isFound(outcome.mixture)),
      `${median(found)}`,
      `${median(outcomes.map(({ fixed }) => fixed.day))}`,
      `${median(mixture)}`,
      share(outcomes, ({ isCovered }) => isCovered),
    ];
    console.log("with an effect:", row.join(", "));
    return [row];
  }),
);

const effect = { base: 0.3, difference: 0.1 };
const sizes = [0.05, 0.1, 0.2, 0.5].map((heldOut) => {
  const unpooled = sampleSize(effect, { heldOut, variance: "unpooled" });
  const totals = [
    sampleSize(effect, { heldOut }),
    planSequential(effect, { heldOut }),
    planSequential(effect, { heldOut, by: "account" }),
    unpooled,
  ].map(({ total }) => `${total}`);
  return [perCent(heldOut).replace(".0", ""), ...totals, unpooled.exact.toFixed(1)];
});

/** By what a plan of a single standard error has to be away from zero. */
function getCriticalOf(by: Design["by"]): string {
  const root = (size: { readonly exact: number }): number => Math.sqrt(size.exact);
  const spare = normalUpperQuantile(0.2);
  const variance = "unpooled";
  const whole = root(planSequential(effect, { by, variance })) / root(sampleSize(effect, { variance }));
  return (whole * (getCritical(0.95) + spare) - spare).toFixed(3);
}

const page = `# What the figures may be trusted with

Made by \`npm run bench:insights\` on ${new Date().toISOString().slice(0, 10)}: ${TIMES} simulated experiments a row, seed ${SEED}. Each runs about 60 days to its planned end, and is looked at on every one of them. People of one account are alike to a degree of 0.2; an account has 1 to 9, who come within 20 days. With ${TIMES} experiments a share of 5 % is known to ${(196 * Math.sqrt((0.05 * 0.95) / TIMES)).toFixed(1)} points.

At the planned end the interval that is shown goes ${getCriticalOf("user")} standard errors to each side by user and ${getCriticalOf("account")} by account; one that is looked at once goes 1.960.

## Without an effect: how often zero was ever left out

${toTable([...WHO, "days", "shown", "plain, daily", "mixture, daily", "plain, once"], without)}

\`shown\` is \`getSequentialInterval\`. \`plain\` is Newcombe's interval, or that of accounts, as if each day were the only one; \`mixture\` is an asymptotic confidence sequence that is narrowest at the planned end, from 20 units an arm on.

## With an effect: how often it was found, and on which day

The day is the median of those that found it. \`once\` looks on the day on which its smaller sample was there.

${toTable([...WHO, "true, points", "shown", "once", "mixture", "day, shown", "day, once", "day, mixture", "effect held"], withEffect)}

\`effect held\`: the share of experiments in which every interval that was shown held the true effect.

## How many units it takes

For a base of 30 %, ten points more, 80 % power, 5 % two-sided.

${toTable(["held out", "looked at once", "looked at daily", "daily, by account", "once, unpooled", "that before rounding up"], sizes)}

\`unpooled\` is the formula of a Wald interval. With unequal arms it promises more power than the interval that is shown has.
`;
writeFileSync("bench/results/insights.md", page);
console.log(page);
