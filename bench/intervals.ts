/**
 * In how many of a thousand years the interval of an effect holds the true one: by user and by account. Each year is a
 * log that is read, taken through the engine and counted as the report does. `npm run prove:intervals`; it needs no
 * build, takes minutes, and writes bench/results/intervals.md. `SEEDS=40` for the short way; `YEARS=1000` adds years of
 * the simulated product, which take seconds each.
 */
import { writeFileSync } from "node:fs";
import { type EffectFigure, getEffect } from "../src/insights/figures/effects/effect.ts";
import { wilson } from "../src/insights/stats/wilson.ts";
import { parse } from "../src/sdk/config/parse.ts";
import { simulateYear } from "../src/simulation/simulateYear.ts";
import { isHeld, measureSmallYear, type SmallYear } from "../tests/helpers/smallYear.ts";
import { collectFacts } from "../tests/insights/collect.ts";

const SEEDS = Number(process.env.SEEDS ?? 1000);
const YEARS = Number(process.env.YEARS ?? 0);

const CASES: ReadonlyArray<Omit<SmallYear, "seed">> = [
  { by: "user", heldOut: 0.5, base: 0.3, effect: 0.1, accounts: 50 },
  { by: "account", heldOut: 0.5, base: 0.3, effect: 0.1, accounts: 70 },
  { by: "user", heldOut: 0.1, base: 0.3, effect: 0.1, accounts: 110 },
  { by: "account", heldOut: 0.1, base: 0.3, effect: 0.1, accounts: 130 },
];

const perCent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** What came of all seeds of one case. */
function tell(name: readonly string[], figures: readonly EffectFigure[], effect: number): string[] {
  const known = figures.filter(({ interval }) => interval !== null);
  const held = known.filter((figure) => isHeld(figure, effect)).length;
  const { share, lower, upper } = wilson({ successes: held, trials: Math.max(1, known.length) });
  const row = [
    ...name,
    `${Math.round(mean(known.map(({ treated, heldOut }) => treated.n + heldOut.n)))}`,
    `${(100 * mean(known.map(({ interval }) => interval![1] - interval![0]))).toFixed(0)}`,
    `${held} of ${known.length}`,
    perCent(share),
    `${perCent(lower)} to ${perCent(upper)}`,
    `${figures.filter(({ verdict }) => verdict.kind === "unhealthy").length}`,
  ];
  console.log(row.join(", "));
  return row;
}

const small = CASES.map((year) => {
  const figures = Array.from({ length: SEEDS }, (_, i) => measureSmallYear({ ...year, seed: i + 1 }));
  const { by, heldOut, base, effect } = year;
  const name = [`by ${by}`, perCent(heldOut).replace(".0", ""), `${100 * base}`, `${100 * effect}`];
  return tell(name, figures, effect);
});

/** The gaps of the simulated product whose effect is a difference of shares that is known. */
const GAPS = ["no-first-invoice", "sent-not-paid", "no-reminders"] as const;

function tellYears(): string[][] {
  const figures = new Map<string, EffectFigure[]>(GAPS.map((gap) => [gap, []]));
  let effects: Readonly<Record<string, { readonly effect: number; readonly withinMs: number }>> = {};
  for (let seed = 1; seed <= YEARS; seed++) {
    const year = simulateYear({ accounts: 20, days: 182, holdout: 0.5, seed });
    const { plan } = parse(year.config);
    const facts = collectFacts(year.config, year.rows, { end: year.truth.span.end });
    effects = year.truth.effects;
    for (const gap of plan.gaps.filter(({ id }) => figures.has(id))) {
      const targets = { milestones: {}, gaps: { [gap.id]: { withinMs: effects[gap.id]!.withinMs } } };
      figures.get(gap.id)!.push(getEffect(facts, gap, plan, targets));
    }
  }
  return [...figures].map(([gap, all]) =>
    tell([gap, `${(100 * effects[gap]!.effect).toFixed(0)}`], all, effects[gap]!.effect),
  );
}

const toTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const HEAD = ["units", "width, points", "held", "share", "95 % of that", "unhealthy"];

const page = `# In how many years the interval holds the truth

Made by \`npm run prove:intervals\` on ${new Date().toISOString().slice(0, 10)}: ${SEEDS} seeds a row. Each seed is a log of a small year, with arms by the hash, read and taken through the engine, and counted as the report does: people who cross by themselves, who never come again, who cross too late, and who come too late to be judged are among them. People of one account are alike to a degree of 0.2 where accounts are drawn; an account has 1 to 9. The interval is the one beside the uplift, for who looks once; [the daily one](insights.md) is simulated elsewhere. The goal is 93 % to 97 %.

${toTable(["drawn", "held out", "base, %", "true, points", ...HEAD], small)}

\`unhealthy\` counts the years whose arms raised an alarm. With healthy arms it is one in a thousand for each of its tests, of which small years have two.
${
  YEARS > 0
    ? `
## Of the simulated product

The same of ${YEARS} half years of it, with 20 accounts and half of the people held out. Some of its people leave before they come there, which the true effect does not know of.

${toTable(["gap", "true, points", ...HEAD], tellYears())}
`
    : ""
}`;
writeFileSync("bench/results/intervals.md", page);
console.log(page);
