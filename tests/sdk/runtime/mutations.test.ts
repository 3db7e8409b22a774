import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createMemoryStore } from "../../../src/sdk/browser/storage/memoryStore.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Reply } from "../../../src/sdk/ports.ts";
import { acme } from "../../helpers/acme.ts";
import { type Besieged, besiege, type Siege } from "../../helpers/besieged.ts";
import { type Mutation, mutate, mutations } from "../../helpers/mutate.ts";

/** In all; a fifth of them each for configs, plans, stored records, replies and what the page gives. */
const RUNS = { numRuns: Number(process.env.MUTATIONS ?? 600) / 5 };
// Ten thousand take some minutes, and a busy machine its time.
vi.setConfig({ testTimeout: 600_000 });

const reference = JSON.parse(readFileSync("tests/cases/reference.milepost.json", "utf8")) as object;
const config = acme();
const { plan } = parse(config);

const unhandled: unknown[] = [];
const note = (cause: unknown): void => void unhandled.push(cause);
beforeAll(() => {
  process.on("unhandledRejection", note);
});
afterAll(() => {
  process.off("unhandledRejection", note);
});

/** Lives through it; whatever is thrown or rejected without being heard fails the test. */
async function survive(siege: Siege): Promise<Besieged> {
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  const page = await besiege(siege);
  await page.live();
  await page.leave();
  expect(unhandled.splice(0)).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
  return page;
}

const told = ({ mail }: Besieged): string[] => [...mail.values()].map(({ event = "" }) => event);

describe("whatever is done to it, nothing is thrown into the page and nothing rejects unheard:", () => {
  test("a config is refused with its place, or runs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(reference, config), mutations, async (base, list) => {
        const { milepost, errors } = await survive({ config: mutate(base, list) as object });
        expect(errors.filter(({ code }) => code !== "config-invalid" && code !== "endpoint-invalid")).toEqual(
          [],
        );
        milepost.destroy();
      }),
      RUNS,
    );
  });

  test("a compiled plan", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (list) => {
        await survive({ config: mutate(plan, list) as object });
      }),
      RUNS,
    );
  });

  test("stored records: what is sound is kept, and what happens from then on is counted and sent", async () => {
    const kept = new Map<string, unknown>();
    const first = await besiege({ config, store: createMemoryStore(kept), reply: () => ({ status: 500 }) });
    await first.live();
    await first.leave();
    const journal: unknown[] = [];
    const known = { given: { role: "admin" }, at: Date.UTC(2026, 0, 5), id: "0199" };
    const said = (["identify", "group", "track", "page", "reset"] as const).map((say) => ({
      say,
      name: "ana",
      ...known,
    }));
    expect(kept.size).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(mutations, async (list) => {
        const records = mutate(Object.fromEntries(kept), list) as Record<string, unknown>;
        const store = createMemoryStore(new Map(Object.entries(Object(records))));
        const page = await survive({
          config,
          store,
          seed: 2,
          journal: mutate(journal, list) as unknown[],
          calls: `${JSON.stringify(mutate(said, list))}`,
        });
        expect(page.errors).toEqual([]);
        expect(told(page)).toContain("Odd Happening");
      }),
      RUNS,
    );
  });

  test("replies: what they do not speak of is sent in the end", async () => {
    const status = fc.constantFrom(0, 200, 204, 400, 401, 413, 422, 429, 500, 503);
    const body = { accepted: [], rejected: [{ id: "x", code: "no", retryable: true }] };
    await fc.assert(
      fc.asyncProperty(mutations, status, fc.string(), async (list, code, retryAfter) => {
        let asked = 0;
        const reply = (): Reply =>
          asked++ < 3 ? { status: code, retryAfter, body: mutate(body, list) } : { status: 200 };
        const page = await survive({ config, reply });
        expect(page.errors).toEqual([]);
        expect(told(page)).toContain("Milestone Reached");
      }),
      RUNS,
    );
  });

  test("what the page gives", async () => {
    const bag = { firstName: "Ana", teams: ["a", "b"], address: { city: "Lisbon" }, at: "2026-01-01" };
    await fc.assert(
      fc.asyncProperty(mutations, fc.anything(), async (list: readonly Mutation[], odd) => {
        const page = await besiege({ config });
        const given = mutate(bag, list) as Record<string, unknown>;
        page.milepost.identify("ana", given);
        page.milepost.group("acme-inc", given);
        await page.milepost.track("Workspace Created", given);
        for (const name of [
          "identify",
          "group",
          "track",
          "start",
          "end",
          "setConsent",
          "push",
          "explain",
        ] as const)
          (page.milepost[name] as (...odd: readonly unknown[]) => unknown)(odd, odd);
        await page.live();
        await page.leave();
        expect(unhandled.splice(0)).toEqual([]);
        expect(told(page)).toContain("Milestone Reached");
      }),
      RUNS,
    );
  });
});
