import { describe, expect, test } from "vitest";
import { addMeasures } from "../../../src/insights/measures/addMeasures.ts";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Config } from "../../../src/sdk/config/schema.ts";
import { collectFacts } from "../collect.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
let rows = 0;
const row = (day: number, more: object) => ({
  userId: "ana",
  messageId: `m-${++rows}`,
  timestamp: new Date(START + day * DAY).toISOString(),
  context: { groupId: "studio" },
  ...more,
});
const track = (day: number, event: string, more: object = {}) => row(day, { type: "track", event, ...more });
const tell = (day: number, traits: object, more: object = {}) =>
  row(day, { type: "group", groupId: "studio", traits, ...more });
const identify = (day: number, userId: string, traits: object, groupId = "studio") =>
  row(day, { type: "identify", userId, traits, context: { groupId } });

const configure = (retention: NonNullable<Config["retention"]>, more: Partial<Config> = {}): Config => ({
  version: 1,
  product: "acme",
  milestones: { sent: { title: "Sent", when: { event: "Sent" } } },
  retention,
  ...more,
});

const getChurned = (churned: object, log: readonly object[], end?: number): number | null | undefined => {
  const config = configure({ churned } as NonNullable<Config["retention"]>);
  const { accounts } = collectFacts(config, log as never, end === undefined ? {} : { end });
  const at = accounts[0]!.churned;
  return at === null ? null : (at - START) / DAY;
};

describe("an account is lost", () => {
  test("with the first event that `churned` names, if it has the properties that it asks for", () => {
    const churned = { event: "Cancelled", where: { plan: "all" } };
    const log = [
      track(0, "Sent"),
      track(1, "Cancelled", { properties: { plan: "addon" } }),
      track(2, "Cancelled", { properties: { plan: "all" } }),
      track(3, "Cancelled", { properties: { plan: "all" } }),
    ];
    expect(getChurned(churned, log)).toBe(2);
    expect(getChurned({ event: "Cancelled" }, log)).toBe(1);
  });

  test("when a trait of it says so, and stays lost", () => {
    const log = [tell(0, { plan: "pro" }), tell(5, { plan: "none" }), tell(9, { plan: "pro" })];
    expect(getChurned({ account: "plan", is: "none" }, log)).toBe(5);
    expect(getChurned({ account: "plan", is: "gone" }, log)).toBeNull();
  });

  test("by what all of its people do together", () => {
    const log = [
      track(0, "Seat Removed"),
      track(3, "Seat Removed", { userId: "ben" }),
      track(4, "Seat Removed", { userId: "cleo" }),
    ];
    expect(getChurned({ event: "Seat Removed", count: 3 }, log)).toBe(4);
  });

  test("when its date has gone by, though nobody comes any more", () => {
    const ends = new Date(START + 10 * DAY).toISOString();
    const log = [tell(0, { endsAt: ends }), track(1, "Sent")];
    expect(getChurned({ account: "endsAt", before: "now" }, log, START + 30 * DAY)).toBeCloseTo(10, 5);
    expect(getChurned({ account: "endsAt", before: "now" }, log, START + 9 * DAY)).toBeNull();
  });

  test("by no silence of one person, and that is said", () => {
    const config = configure({ churned: { any: [{ silent: "30d" }, { event: "Cancelled" }] } });
    const { hints, measures } = addMeasures(config, parse(config).plan);
    expect(measures.churned).toBeUndefined();
    expect(hints).toEqual([
      "retention.churned: found the silence of one person, expected what the account does, or a trait of it; a silence of all its people is retention.silent. No account counts as lost",
    ]);
  });

  test("and that is no milestone that anybody is told of", () => {
    const config = configure({ churned: { event: "Cancelled" } });
    const { milestones } = collectFacts(config, [track(0, "Sent"), track(1, "Cancelled")]);
    expect(milestones.map(({ milestone }) => milestone)).toEqual(["sent"]);
  });
});

describe("an account's worth", () => {
  const values = (value: object, log: readonly object[]) =>
    collectFacts(configure({ value } as NonNullable<Config["retention"]>), log as never).values.map(
      ({ account, at, value: worth }) => [account, (at - START) / DAY, worth],
    );

  test("is that of its own trait, as it was said last", () => {
    expect(
      values({ account: "mrr" }, [tell(0, { mrr: 10 }), tell(1, { mrr: 10 }), tell(2, { mrr: 25 })]),
    ).toEqual([
      ["studio", 0, 10],
      ["studio", 2, 25],
    ]);
  });

  test("is the sum of its people's, each with what was said of them last", () => {
    const log = [
      identify(0, "ana", { mrr: 10 }),
      identify(1, "ben", { mrr: 5 }),
      identify(2, "ben", { mrr: 7 }),
      identify(3, "cleo", { mrr: "much" }),
    ];
    expect(values({ trait: "mrr" }, log)).toEqual([
      ["studio", 0, 10],
      ["studio", 1, 15],
      ["studio", 2, 17],
    ]);
  });

  test("goes with somebody who goes to another account", () => {
    const log = [
      identify(0, "ana", { mrr: 10 }),
      identify(1, "ben", { mrr: 5 }),
      track(2, "Sent", { userId: "ben", context: { groupId: "lab" } }),
    ];
    expect(values({ trait: "mrr" }, log).slice(2)).toEqual([
      ["studio", 2, 10],
      ["lab", 2, 5],
    ]);
  });
});

test("dates of renewal are what was said, when, and each once; with the days on which anybody was at work", () => {
  const [first, second] = ["2026-03-01", "2026-06-01T12:00:00Z"];
  const { renewals, activity } = collectFacts(configure({ renews: { account: "renewsAt" } }), [
    tell(0, { renewsAt: first }),
    tell(1, { renewsAt: first }),
    track(2, "Sent"),
    track(2.2, "Sent"),
    tell(3, { renewsAt: second }),
    tell(4, { renewsAt: "soon" }),
    track(5, "Billed", { channel: "server" }),
  ]);
  expect(renewals).toEqual([
    { account: "studio", at: START, due: Date.parse(first!) },
    { account: "studio", at: START + 3 * DAY, due: Date.parse(second!) },
  ]);
  const today = Math.floor(START / DAY);
  expect(activity).toEqual([{ account: "studio", days: [today + 2] }]);
});

test("ideal customers are those of whom an outcome's condition holds in the end", () => {
  const config = configure(
    {},
    {
      outcomes: {
        big: { title: "Big", idealCustomer: { account: "seats", atLeast: 5 } },
        busy: { title: "Busy", idealCustomer: { event: "Sent", count: 2 } },
        all: { title: "All" },
      },
    },
  );
  const log = [tell(0, { seats: 3 }), track(1, "Sent"), track(2, "Sent"), tell(3, { seats: 6 })];
  expect(collectFacts(config, log).people.map(({ fits }) => fits)).toEqual([["big", "busy"]]);
  expect(collectFacts(config, log.slice(0, 2)).people.map(({ fits }) => fits)).toEqual([[]]);
});
