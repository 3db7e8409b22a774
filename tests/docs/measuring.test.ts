import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/insights/figures/effects/verdict.ts";
import type { Sample } from "../../src/insights/stats/interval.ts";
import { newcombe } from "../../src/insights/stats/newcombe.ts";
import { sampleSize } from "../../src/insights/stats/sampleSize.ts";
import { type Drawn, planSequential, toSequentialLook } from "../../src/insights/stats/sequentialInterval.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const page = readDocument("docs/measuring.md");
const report = readDocument("docs/report.md");
const toNumber = (cell: string): number => Number.parseFloat(cell.replaceAll(",", ""));
const toText = (value: number): string => value.toLocaleString("en-US");
const BASE = 0.3;

describe("how many customers it takes", () => {
  const rows = getRows(page, "adds");

  test("is said for who looks once and daily, by user and by account, with a tenth and with half held out", () => {
    const ten = rows.filter(([adds]) => adds === "10 points").map((row) => row.slice(1, 4).join(" "));
    expect(ten).toEqual(
      ["10 %", "50 %"].flatMap((held) => [
        `${held} once user`,
        `${held} daily user`,
        `${held} daily account`,
      ]),
    );
  });

  test.each(rows.map((row) => [row.slice(0, 4).join(", "), row] as const))(
    "is what the code says: %s",
    (_, row) => {
      const [adds, held, looks, by, units, heldOut] = row as [string, string, string, Drawn, string, string];
      const effect = { base: BASE, difference: toNumber(adds) / 100 };
      const options = { heldOut: toNumber(held) / 100 };
      const plan =
        looks === "once" ? sampleSize(effect, options) : planSequential(effect, { ...options, by });
      expect([units, heldOut]).toEqual([plan.total, plan.control].map(toText));
    },
  );

  test("is more by so much as is said, for who looks daily and for accounts of people who are alike", () => {
    const effect = { base: BASE, difference: 0.1 };
    const once = sampleSize(effect, { heldOut: 0.1 });
    const daily = planSequential(effect, { heldOut: 0.1 });
    expect(page.text).toContain(`Daily is ${Math.round((daily.exact / once.exact - 1) * 100)} % more`);
    const accounts = planSequential(effect, { heldOut: 0.1, by: "account" });
    const more = 1 + (5 - 1) * 0.1;
    expect(page.text).toContain(`${more} times as many, ${toText(Math.ceil(accounts.total * more))} with`);
  });
});

describe("the examples", () => {
  const toSample = (cell: string): Sample => {
    const [successes, trials] = cell.split(" of ").map(toNumber);
    return { successes: successes!, trials: trials! };
  };

  test.each(getRows(page, "treated").map((row) => [row.slice(0, 3).join(", "), row] as const))(
    "have the interval and the verdict of the code: %s",
    (_, [one, other, held, uplift, interval, verdict]) => {
      const [treated, control] = [toSample(one!), toSample(other!)];
      const { difference, lower, upper } = newcombe(treated, control);
      const toPoints = (share: number): string => (share * 100).toFixed(1);
      expect([uplift, interval]).toEqual([toPoints(difference), `${toPoints(lower)} to ${toPoints(upper)}`]);
      const look = toSequentialLook(treated, control);
      const { kind } = judge({
        look,
        by: "user",
        share: toNumber(held!) / 100,
        alarms: [],
        days: 30,
        units: treated.trials + control.trials,
      });
      expect(getCode(verdict!)).toEqual([kind]);
    },
  );

  test("have one whose interval leaves zero out though it is too early", () => {
    const misleading = getRows(page, "treated").filter(
      ([, , , , interval, verdict]) => toNumber(interval!) > 0 && verdict === "`too early`",
    );
    expect(misleading).toHaveLength(1);
  });
});

test("each verdict of the report is explained", () => {
  const names = (document: typeof page): string[] =>
    getRows(document, "verdict")
      .flatMap(([cell]) => getCode(cell!))
      .toSorted();
  const own = names(page);
  const all = names(report).flatMap((name) => (name === "helps, harms" ? name.split(", ") : [name]));
  expect(own).toEqual(all.toSorted());
});

test("each source is that of a method in the code", () => {
  const folders = ["src/insights/stats", "src/insights/figures"];
  const code = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    )
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n")
    .replaceAll(/\s*\n\s*\*\s*/g, " ");
  const sources = getRows(page, "figure")
    .flatMap((row) => (row[2] ?? "").split("; "))
    .filter((source) => /\d{4}$/.test(source));
  expect(sources.length).toBeGreaterThan(12);
  expect(sources.filter((source) => !code.includes(source))).toEqual([]);
});
