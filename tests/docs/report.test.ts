import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { getFindings } from "../../src/insights/figures/findings.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { withFacts } from "../insights/collect.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const page = readDocument("docs/report.md");
const { plan } = parse({
  version: 1,
  product: "acme",
  milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  gaps: { stuck: { to: "sent" } },
});
const targets = { milestones: {}, gaps: {} };
const findings = getFindings(withFacts({}), plan, targets, { events: 0, rejected: 0 });
const { gaps, milestones } = findings;

describe("the report's page", () => {
  test("names figures of an effect that are there", () => {
    const figures = getRows(page, "figure").flatMap(([cell]) => getCode(cell!));
    expect(figures.length).toBeGreaterThan(8);
    expect(Object.keys(gaps.stuck!)).toEqual(expect.arrayContaining(figures));
  });

  test("names each verdict that there is, and why arms are unhealthy", () => {
    const source = readFileSync("src/insights/figures/effects/verdict.ts", "utf8");
    const [kinds, alarms] = [/type Verdict =[\s\S]*?;\n\n/, /type Alarm = .*;/].map((form) =>
      [...form.exec(source)![0].matchAll(/"([^"]+)"/g)].map(([, name]) => name!),
    ) as [string[], string[]];
    const rows = getRows(page, "verdict");
    expect(rows.flatMap(([cell]) => getCode(cell!)).toSorted()).toEqual(kinds.toSorted());
    const unhealthy = rows.find(([cell]) => getCode(cell!)[0] === "unhealthy")!;
    expect(getCode(unhealthy[1]!)).toEqual(alarms);
  });

  test("names figures of milestones and gaps that are there", () => {
    expect(Object.keys(milestones.sent!)).toContain("medianMs");
    expect(Object.keys(gaps.stuck!)).toEqual(expect.arrayContaining(["openedBy", "bridgedAfter", "basis"]));
  });

  test("names all parts of what people say, of who stays and of what is well, under the names that they have", () => {
    const { staying, voices } = findings;
    const parts = ["standings", "effects", "staying", "owners", "voices", "leads", "friction", "health"];
    expect(Object.keys(findings)).toEqual(expect.arrayContaining(parts));
    for (const name of [...parts, ...Object.keys(staying), ...Object.keys(voices)])
      expect(page.text).toContain(`\`${name}\``);
  });
});
