import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { parse } from "../../src/sdk/config/parse.ts";
import { configSchema } from "../../src/sdk/config/schema.ts";
import { isPage } from "../../src/sdk/domain/conditions/pagePattern.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import { TEST_OPS } from "../../src/sdk/domain/plan/plan.ts";
import { type GuideDeed, REPORTS, SERVER_REPORTS } from "../../src/sdk/domain/state/facts.ts";
import { createState } from "../../src/sdk/domain/state/state.ts";
import { formatValue } from "../../src/widgets/text/format.ts";
import { mergeTraits } from "../../src/widgets/text/merge.ts";
import { getCode, getRows, readDocument } from "./document.ts";

const reference = readDocument("docs/config.md");

/** What the examples speak of. */
const BASE = {
  version: 1,
  product: "acme-invoices",
  outcomes: { "paid-on-time": { title: "Paid on time" } },
  milestones: {
    workspace: { title: "Workspace", when: { event: "Workspace Created" } },
    "first-invoice": { title: "Invoice", when: { event: "Invoice Sent" } },
    "first-payment": { title: "Payment", when: { event: "Payment Received" } },
    team: { title: "Team", when: { event: "Member Joined" } },
  },
  segments: [{ id: "free", when: { account: "plan", is: "free" } }],
  journeys: {
    activation: { title: "Get paid", milestones: ["workspace", "first-invoice", "first-payment"] },
  },
  gaps: { "no-first-invoice": { from: "workspace", to: "first-invoice" } },
  guides: {
    "how-to-send": { type: "tooltip", target: "#new" },
    "invoice-tour": { type: "tour", steps: [{ title: "Start here" }] },
  },
  docs: [
    { id: "sending-invoices", title: "Send an invoice" },
    { id: "getting-paid", title: "Get paid" },
  ],
};

type Bag = Readonly<Record<string, unknown>>;

/** The whole config that a piece belongs to: `part` is its key at the root, `condition`, or left out for the whole. */
function complete(part: string | undefined, piece: unknown): Bag {
  if (part === undefined) return piece as Bag;
  if (part === "root") return { ...BASE, ...(piece as Bag) };
  if (part === "condition") return complete("gaps", { piece: { to: "team", opens: piece } });
  const known = (BASE as Bag)[part];
  if (!Array.isArray(known)) return { ...BASE, [part]: { ...(known as Bag), ...(piece as Bag) } };
  const named = new Set((piece as Array<{ id: string }>).map(({ id }) => id));
  return { ...BASE, [part]: [...known.filter(({ id }) => !named.has(id)), ...(piece as unknown[])] };
}

/** Names of what this version leaves out of a config. */
const getLeftOut = (config: Bag): string[] => parse(config).leftOut.map(({ path }) => path);

const isNotYet = (row: readonly string[]): boolean => row.some((cell) => cell.includes("**not yet**"));

const NOTHING: readonly string[] = [];
const SOMETHING = expect.arrayContaining([expect.any(String)]);

/** Tables whose first column is JSON, and how that becomes a config. */
const FORMS: ReadonlyArray<readonly [column: string, complete: (code: string) => Bag]> = [
  ["condition", (code) => complete("condition", JSON.parse(code))],
  ["test", (code) => complete("condition", { trait: "x", ...JSON.parse(`{${code}}`) })],
  ["rung", (code) => complete("gaps", { piece: { to: "team", bridge: [JSON.parse(code)] } })],
  ["target", (code) => complete("guides", { piece: { type: "tooltip", target: JSON.parse(code) } })],
  ["repeat", (code) => complete("guides", { piece: { type: "help", repeat: JSON.parse(code) } })],
  [
    "advance",
    (code) => complete("guides", { piece: { type: "tour", steps: [{ advance: JSON.parse(code) }] } }),
  ],
];

/** The least that a guide of each type needs. */
const LEAST: Readonly<Record<string, Bag>> = {
  tooltip: { target: "#x" },
  tour: { steps: [{}] },
  hotspot: { target: "#x" },
  checklist: { items: [{ milestone: "team" }] },
  help: {},
  banner: {},
  modal: {},
  survey: { question: { kind: "nps", ask: "How likely?" } },
  launcher: { target: "#x" },
};

/** What has to happen to a guide for each of its reports. */
const DEEDS: Readonly<Record<string, GuideDeed>> = {
  "Guide Shown": { did: "shown", heldOut: false, selfOpened: false },
  "Guide Held Out": { did: "shown", heldOut: true, selfOpened: false },
  "Guide Step Viewed": { did: "step", step: 1 },
  "Guide Completed": { did: "completed" },
  "Guide Dismissed": { did: "dismissed" },
  "Guide Snoozed": { did: "snoozed", until: 9_000 },
  "Guide Target Missing": { did: "missing" },
};

/** Does a milestone that waits for `event` see that it happened to a guide? */
function isCounted(event: string): boolean {
  const { plan } = parse(complete("milestones", { seen: { title: "Seen", when: { event } } }));
  const engine = createFullEngine(plan);
  const state = createState(1_000);
  const here = { url: "https://app.acme.example/", user: "ana", zone: "UTC", replica: "r" };
  engine.advance(state, { kind: "page", at: 1_000 }, here);
  const fact = { kind: "guide", guide: "how-to-send", at: 2_000, id: "m" } as const;
  const reports = engine.advance(state, { ...fact, ...DEEDS[event]! }, here);
  expect(reports.map((report) => report.event)).toContain(event);
  return engine.getProgress(state, here).milestones.seen !== null;
}

describe("the reference's examples", () => {
  const examples = reference.fences.filter(({ language }) => language === "json");

  test("begin with a whole config of at most 20 lines", () => {
    expect(examples[0]!.words).toEqual([]);
    expect(examples[0]!.code.trim().split("\n").length).toBeLessThanOrEqual(20);
  });

  test.each(examples.map((example) => [example.line, example] as const))(
    "are accepted, but by a page where other files are taken in: line %i",
    (_, { words: [part, mark], code }) => {
      const config = complete(part, JSON.parse(code));
      if (mark === "reuse") expect(() => parse(config)).toThrow("npx milepost compile");
      else expect(getLeftOut(config)).toEqual(NOTHING);
    },
  );

  test.each(
    FORMS.flatMap(([column, toConfig]) =>
      getRows(reference, column).map((row) => [column, getCode(row[0]!)[0]!, row, toConfig] as const),
    ),
  )("tell of a %s whether this version acts on it: %s", (_, code, row, toConfig) => {
    expect(getLeftOut(toConfig(code))).toEqual(isNotYet(row) ? SOMETHING : NOTHING);
  });

  test.each(getRows(reference, "guide type").map((row) => [getCode(row[0]!)[0]!, row] as const))(
    "tell of a guide of type %s whether this version shows it",
    (type, row) => {
      expect(getLeftOut(complete("guides", { piece: { type, ...LEAST[type] } }))).toEqual(
        isNotYet(row) ? ["guides.piece"] : NOTHING,
      );
    },
  );

  test("name nothing that this version does not act on", () => {
    expect(reference.text).not.toContain("not yet**");
  });

  const guideEvents = getRows(reference, "event").flatMap((row) =>
    getCode(row[0]!)
      .filter((event) => event.startsWith("Guide "))
      .map((event) => [event, row] as const),
  );
  test.each(guideEvents)("tell whether a condition can count %s", (event, row) => {
    expect(isCounted(event)).toBe(!isNotYet(row));
  });

  test.each(getRows(reference, "page").map(([pattern, ...fits]) => [getCode(pattern!)[0]!, fits] as const))(
    "say which pages fit %s",
    (pattern, [fitting, other]) => {
      const find = (cell: string): string[] =>
        getCode(cell).filter((page) => isPage(pattern, new URL(page, "https://app.acme.example").href));
      expect(find(fitting!)).toEqual(getCode(fitting!));
      expect(find(other!)).toEqual([]);
    },
  );

  test.each(getRows(reference, "merge form").map(([field, read]) => [getCode(field!)[0]!, read!] as const))(
    "say how %s reads",
    (field, read) => {
      const traits = {
        user: { firstName: "Ana", teams: ["Sales", "Design", "Support"] },
        account: { address: { city: "Lisbon" }, trialEndsAt: "2026-11-26", invoices: 12480, mrr: 1240 },
      };
      const now = new Date(2026, 10, 21, 9).getTime();
      expect(mergeTraits(field, { traits, locale: "en-US", now, formatValue })).toBe(read);
    },
  );
});

describe("the reference", () => {
  const schema = z.toJSONSchema(configSchema);
  const keys = [...new Set(findAll(schema, "properties").flatMap((shape) => Object.keys(shape as Bag)))];
  const values = [...findAll(schema, "enum").flat(), ...findAll(schema, "const")].map(String);

  test("is about a schema of which the test sees all", () => {
    expect(keys).toEqual(expect.arrayContaining(["milestones", "where", "inNext", "perDay", "playbook"]));
    expect(values).toEqual(expect.arrayContaining(["full-serve", "bottom-end", "tooltip"]));
  });

  test("mentions every key", () => {
    expect(keys.filter((key) => !mentions(key))).toEqual([]);
  });

  test("mentions every word that a key may have as its value", () => {
    expect(values.filter((value) => !mentions(value))).toEqual([]);
  });

  test("knows no key that the schema does not have", () => {
    const documented = getRows(reference, "key").flatMap(([key]) => getCode(key!));
    expect(documented.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test("has a row for every test", () => {
    const rows = getRows(reference, "test").map(
      ([code]) => Object.keys(JSON.parse(`{${getCode(code!)[0]}}`))[0],
    );
    expect(rows).toEqual([...TEST_OPS]);
  });

  test("has a row for every type of guide, with the least that it needs", () => {
    const rows = getRows(reference, "guide type").map(([code]) => getCode(code!)[0]);
    const types = values.filter((value) => value in LEAST);
    expect(rows.toSorted()).toEqual([...new Set(types)].toSorted());
    expect(rows.toSorted()).toEqual(Object.keys(LEAST).toSorted());
  });

  test("names every event that Milepost reports", () => {
    expect(
      getRows(reference, "event")
        .flatMap(([names]) => getCode(names!))
        .toSorted(),
    ).toEqual([...REPORTS, ...SERVER_REPORTS].toSorted());
  });
});

/** As code: in backticks or quotes. */
function mentions(word: string): boolean {
  return [`\`${word}\``, `"${word}"`].some((code) => reference.text.includes(code));
}

/** What stands under `key`, wherever that is in a JSON Schema. */
function findAll(schema: unknown, key: string): unknown[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...findAll(value, key),
  ]);
}
