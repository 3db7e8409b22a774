import { expect, test } from "vitest";
import { createPerson, type TestPerson } from "../../../helpers/person.ts";

/** A milestone that reads the trait `bank`, and a gap on the way to it that stands open. */
const config = (when: object = { trait: "bank", exists: true }) => ({
  milestones: {
    connected: { title: "Connected", when },
    told: { title: "Told", when: { milestone: "connected", is: "reached" } },
  },
  gaps: { unconnected: { to: "connected", bridge: [] } },
  segments: [{ id: "pro", when: { trait: "plan", is: "pro" } }],
});

const tell = (ana: TestPerson): string[] => {
  const reports = ana.reports.filter(
    ({ event, past }) => !past && event !== "Gap Opened" && event !== "Segment Changed",
  );
  return reports.map(({ event, properties }) => `${event}: ${properties.milestone_id}`);
};
const NEWS = ["Milestone Reached: connected", "Milestone Reached: told", "Gap Bridged: connected"];

type Row = readonly [
  title: string,
  when: object | undefined,
  story: (ana: TestPerson) => void,
  isNews: boolean,
];

const ROWS: readonly Row[] = [
  ["said for the first time of somebody new", undefined, (ana) => ana.identify({ bank: "x" }), false],
  [
    "said for the first time of somebody of whom other traits are known",
    undefined,
    (ana) => {
      ana.identify({ role: "admin" });
      ana.identify({ role: "admin", bank: "x" });
    },
    false,
  ],
  [
    "said for the first time beside one that has changed",
    undefined,
    (ana) => {
      ana.identify({ role: "clerk" });
      ana.identify({ role: "admin", bank: "x" });
    },
    false,
  ],
  [
    "known, and changed",
    undefined,
    (ana) => {
      ana.identify({ bank: null });
      ana.identify({ bank: "x" });
    },
    true,
  ],
  [
    "said for the first time, where an event completes the condition",
    { all: [{ trait: "bank", exists: true }, { event: "Verified" }] },
    (ana) => {
      ana.identify({ bank: "x" });
      ana.track("Verified");
    },
    true,
  ],
  [
    "said for the first time after the event",
    { all: [{ trait: "bank", exists: true }, { event: "Verified" }] },
    (ana) => {
      ana.track("Verified");
      ana.identify({ bank: "x" });
    },
    false,
  ],
  [
    "of a segment's, said for the first time",
    { segment: "pro" },
    (ana) => ana.identify({ plan: "pro" }),
    false,
  ],
  [
    "of a segment's, changed beside one that is said for the first time",
    { segment: "pro" },
    (ana) => {
      ana.identify({ plan: "free" });
      ana.identify({ plan: "pro", bank: "x" });
    },
    true,
  ],
  [
    "of an account to which somebody comes, known from before",
    { account: "plan", is: "pro" },
    (ana) => {
      ana.group({ plan: "pro" }, "one");
      ana.group({ plan: "pro" }, "one");
    },
    false,
  ],
  [
    "of the account, changed",
    { account: "plan", is: "pro" },
    (ana) => {
      ana.group({ plan: "free" }, "one");
      ana.group({ plan: "pro" }, "one");
    },
    true,
  ],
];

test.each(ROWS)("a trait %s is news or the past: the reading condition's", (_, when, story, isNews) => {
  const ana = createPerson(config(when));
  story(ana);
  expect(ana.progress().milestones.connected).not.toBeNull();
  expect(tell(ana).toSorted()).toEqual(isNews ? NEWS.toSorted() : []);
});
