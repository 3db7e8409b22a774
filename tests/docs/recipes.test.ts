import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/check/check.ts";
import { createVisitor, type Visitor } from "../../src/testing/index.ts";
import { readDocument } from "./document.ts";

type Bag = Readonly<Record<string, unknown>>;

/** What the recipes speak of. */
const BASE: Bag = {
  version: 1,
  product: "acme-invoices",
  consent: "guide-only",
  outcomes: { "paid-on-time": { title: "Get paid on time", owner: "success@acme.example" } },
  milestones: {
    workspace: { title: "Workspace", outcome: "paid-on-time", when: { event: "Workspace Created" } },
    "first-invoice": { title: "Invoice", outcome: "paid-on-time", when: { event: "Invoice Sent" } },
    "first-payment": { title: "Payment", outcome: "paid-on-time", when: { event: "Payment Received" } },
  },
  segments: [{ id: "free", title: "Free", when: { account: "plan", is: "free" } }],
};

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const join = (base: Bag, more: Bag): Bag => {
  const both = Object.entries(more).map(([key, value]) => {
    const before = base[key];
    return [key, isBag(before) && isBag(value) ? { ...before, ...value } : value];
  });
  return { ...base, ...Object.fromEntries(both) };
};

const recipes = readDocument("docs/recipes.md");
const pieces = recipes.fences
  .filter(({ language }) => language === "json")
  .map(({ code }) => JSON.parse(code) as Bag);
const questions = [...recipes.text.matchAll(/^## (\d+\. .+)$/gm)].map(([, question]) => question!);

const DAY = 86_400_000;

/** Two months of somebody's life with the product, in which all comes about that a recipe waits for. */
const LIFE: ReadonlyArray<(ana: Visitor) => Promise<unknown>> = [
  (ana) => ana.identify("ana", { role: "admin", firstName: "Ana", email: "ana@studio-lima.example" }),
  (ana) => {
    const at = (days: number): string => new Date(ana.clock.now() + days * DAY).toISOString();
    return ana.group("lima", { plan: "free", seats: 3, seatsUsed: 3, trialEndsAt: at(4), renewsAt: at(50) });
  },
  (ana) => ana.visit("/welcome"),
  (ana) => ana.track("Workspace Created"),
  (ana) => ana.visit("/invoices"),
  (ana) => ana.clock.advance("25h").then(() => ana.visit("/invoices")),
  (ana) => ana.visit("/settings/plan"),
  ...[1, 2, 3].flatMap(() => [
    (ana: Visitor) => ana.visit("/pricing"),
    (ana: Visitor) => ana.visit("/invoices"),
  ]),
  (ana) => ana.signal("rage-click"),
  (ana) => ana.visit("/pricing"),
  ...[1, 2].map(() => (ana: Visitor) => ana.clock.advance("4d").then(() => ana.visit("/invoices"))),
  (ana) => ana.clock.advance("20d").then(() => ana.visit("/invoices")),
  (ana) => ana.track("Template Saved"),
  ...[1, 2, 3, 4].flatMap(() => [
    (ana: Visitor) => ana.track("Invoice Sent", { total: 40 }),
    (ana: Visitor) => ana.clock.advance("7d").then(() => ana.visit("/invoices")),
  ]),
  (ana) => ana.track("Member Joined", { memberId: "bo" }),
  (ana) => ana.track("Member Joined", { memberId: "cy" }),
  (ana) => ana.track("Report Opened"),
  (ana) => ana.clock.advance("20d").then(() => ana.visit("/invoices")),
];

/** Guides that were seen, and milestones that were reached, by the end. */
async function live(config: Bag) {
  const ana = await createVisitor({ config, url: "https://app.acme.example/" });
  const seen = new Set<string>();
  const reached = new Set<string>();
  for (const act of LIFE) {
    await act(ana);
    for (const [id, at] of Object.entries(ana.progress()?.milestones ?? {})) if (at !== null) reached.add(id);
    for (const guide of ana.shown()) {
      seen.add(guide);
      await ana.dismiss(guide);
    }
  }
  return { seen, reached };
}

/** What comes by a press or an answer alone, or not at all. */
const UNSEEN: readonly string[] = ["story", "imported"];

describe("the recipes", () => {
  test("are numbered, and each has its piece", () => {
    expect(questions.length).toBeGreaterThanOrEqual(30);
    expect(questions.map((question) => Number.parseInt(question, 10))).toEqual(pieces.map((_, i) => i + 1));
  });

  test.each(questions.map((question, i) => [question, pieces[i]!] as const))(
    "%s: check has nothing to say, and it comes about",
    async (_, piece) => {
      const config = join(BASE, piece);
      expect(checkConfig(config, { now: 0 }).findings).toEqual([]);
      const { seen, reached } = await live(config);
      const guides = Object.entries((piece.guides ?? {}) as Record<string, Bag>)
        .filter(([id, { status }]) => status !== "paused" && !UNSEEN.includes(id))
        .map(([id]) => id);
      const isEither = JSON.stringify(piece).includes('"oneOf"');
      const missed = guides.filter((id) => !seen.has(id));
      expect(isEither ? missed.length < guides.length : missed).toEqual(isEither ? true : []);
      if (JSON.stringify(piece).includes('"paused"')) expect([...seen]).toEqual([]);
      const milestones = Object.keys((piece.milestones ?? {}) as Bag).filter((id) => !UNSEEN.includes(id));
      expect(milestones.filter((id) => !reached.has(id))).toEqual([]);
    },
  );
});
