import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createPerson, DAY, HOUR } from "../../../helpers/person.ts";

const config = JSON.parse(readFileSync("tests/cases/reference.milepost.json", "utf8"));
const getEvents = (text: string): string[] =>
  [...text.matchAll(/"event":"([^"]+)"/g)].map(([, name]) => name!);

describe("what is remembered of a person", () => {
  test("stays under 20 kB after a year of daily use", { timeout: 60_000 }, () => {
    const ana = createPerson(config, { account: "acme-inc" });
    const names = [...new Set([...getEvents(JSON.stringify(config)), "Something Else"])];
    const traits = {
      email: "ana@customer.example",
      role: "admin",
      firstName: "Ana",
      createdAt: "2026-01-05",
    };
    for (let day = 0; day < 365; day++) {
      ana.wait(day === 0 ? 0 : DAY - 8 * HOUR);
      ana.identify({ ...traits, invoicesPerMonth: day });
      ana.group({ plan: ["free", "team", "business"][day % 3], renewalDate: "2027-01-05", mrr: day });
      for (let i = 0; i < 40; i++) {
        ana.wait(HOUR / 5);
        ana.track(names[(day + i) % names.length]!, { total: i, memberId: `member-${day}-${i}` });
        for (const decision of ana.decide().decisions) {
          if (!decision.show) continue;
          ana.shown(decision.guide, decision.gap);
          ana.deed(decision.guide, i % 2 ? { did: "dismissed" } : { did: "snoozed", until: ana.now() + DAY });
        }
      }
    }
    const bytes = JSON.stringify(ana.state()).length;
    expect(bytes).toBeLessThan(20_000);
    expect(bytes).toBeGreaterThan(1000);
  });
});
