/** The files that Milepost's pages start from. */
import { parse } from "../../src/sdk/config/parse.ts";
import { acme } from "../../tests/helpers/acme.ts";

const step = (target: string, title: string) => ({ target, title, body: "Some words." });

/** A small product's, with the two guides that the pages open. */
const product = (more: Record<string, unknown>) => {
  const config = acme(more);
  return {
    ...config,
    guides: {
      ...config.guides,
      tour: { type: "tour", steps: [step("#a", "One"), step("#b", "Two")] },
      late: { type: "tour", steps: [step("#never", "One")] },
    },
  };
};

const MILESTONES = 200;
const numbers = Array.from({ length: MILESTONES }, (_, i) => i);
/** Each event that the page tracks counts for one of them. */
const many = {
  version: 1,
  product: "bench",
  consent: "full",
  report: { endpoint: "/milepost/batch", writeKey: "bench" },
  milestones: Object.fromEntries(
    numbers.map((i) => [
      `m${i}`,
      { title: `${i}`, when: { event: `Event ${i}`, where: { total: { above: 0 } }, count: 5 } },
    ]),
  ),
  gaps: Object.fromEntries(
    numbers.map((i) => [`g${i}`, { from: `m${i}`, to: `m${(i + 1) % MILESTONES}`, opens: { after: "1d" } }]),
  ),
};

const local = product({ consent: "guide-only" });
/** Nothing in it is about a page: the second one sleeps. */
const asleep = {
  version: 1,
  product: "bench",
  consent: "guide-only",
  milestones: {
    workspace: { title: "Create your workspace", when: { event: "Workspace Created" } },
    invoice: { title: "Send your first invoice", when: { event: "Invoice Sent" } },
  },
  gaps: { stuck: { from: "workspace", to: "invoice", opens: { after: "1d" }, bridge: ["tip"] } },
  guides: { tip: { type: "tooltip", target: "#a", title: "Start here" } },
};

const plan = (config: object): string => JSON.stringify(parse(config).plan);
const reportTo = (endpoint: string): object => product({ report: { endpoint, writeKey: "bench" } });

export const CONFIGS: Readonly<Record<string, string>> = {
  "config.json": JSON.stringify(local),
  "plan.json": plan(local),
  "reporting.json": plan(reportTo("/milepost/batch")),
  "dead.json": plan(reportTo("/dead/batch")),
  "asleep.json": plan(asleep),
  "many.json": plan(many),
};
