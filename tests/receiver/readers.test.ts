import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { compareEvents, isRefused, readEvent } from "../../src/replay/logEvent.ts";
import type { Person } from "../../src/replay/person.ts";
import { createReplay } from "../../src/replay/replay.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import type { Outgoing } from "../../src/sdk/delivery/envelope.ts";
import { createFullEngine } from "../../src/sdk/domain/features/fullEngine.ts";
import { createRandom } from "../../src/testing/createRandom.ts";
import { createClock, createStorage, createVisitor, type Visitor } from "../../src/testing/index.ts";
import { createFolder, milepost } from "../cli/command.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { post } from "./receiver.ts";

/**
 * Three read what people did: their pages while it happens, the command in a log of it, the receiver in its rows. What
 * the pages have sent is the log.
 */

/** `npm run test:laws` has a thousand. */
const PEOPLE = process.env.npm_lifecycle_event === "test:laws" ? 1_000 : 200;
/** Of whom each has a world of their own. */
const AT_ONCE = 100;
const SECRET = "sk-acme-0123456789";
const asServer = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}` };
const START = Date.parse("2026-01-05T09:00:00Z");
const DAY = 86_400_000;
const END = START + 10 * DAY;

const config = {
  version: 1,
  product: "desk",
  consent: "full",
  milestones: {
    "signed-up": { title: "Sign up", when: { event: "Signed Up" } },
    "three-drafts": { title: "Write three drafts", when: { event: "Draft Saved", count: 3 } },
    shared: { title: "Share one", when: { event: "Draft Shared", where: { with: { above: 1 } } } },
    team: { title: "Invite a colleague", level: "account", when: { event: "Member Invited" } },
    weekly: {
      title: "Write on two days of a week",
      when: { event: "Draft Saved", inPeriods: { of: "1d", atLeast: 2, outOf: 7 } },
    },
  },
  gaps: { "no-drafts": { from: "signed-up", to: "three-drafts", opens: { after: "1d" }, bridge: ["tip"] } },
  guides: { tip: { type: "tooltip", target: "#new", title: "Start here" } },
};
const { plan } = parse(config);

/** What somebody does at their pages, who is the `i`th of all. Each path begins as a visitor. */
const PATHS: ReadonlyArray<
  (visitor: Visitor, i: number, open: (n: number) => Promise<Visitor>) => Promise<void>
> = [
  async function staysAVisitor(visitor) {
    await visitor.track("Signed Up");
    await visitor.track("Draft Saved");
  },
  async function signsIn(visitor, i) {
    await visitor.track("Draft Saved");
    await visitor.track("Draft Saved");
    await visitor.track("Signed Up");
    await visitor.clock.advance("1h");
    await visitor.identify(`user-${i}`, { plan: "free" });
    await visitor.clock.advance("1s");
    await visitor.track("Draft Saved");
  },
  async function signsInLate(visitor, i) {
    await visitor.track("Signed Up");
    await visitor.clock.advance("3d");
    await visitor.track("Draft Saved");
    await visitor.clock.advance("1s");
    await visitor.identify(`user-${i}`);
    await visitor.clock.advance("1d");
    await visitor.track("Draft Saved");
    await visitor.track("Draft Saved");
  },
  async function switchesAccounts(visitor, i) {
    await visitor.clock.advance("1s");
    await visitor.identify(`user-${i}`);
    await visitor.clock.advance("1s");
    await visitor.group(`first-${i}`);
    await visitor.clock.advance("1s");
    await visitor.track("Signed Up");
    await visitor.track("Member Invited");
    await visitor.clock.advance("2h");
    await visitor.group(`second-${i}`);
    await visitor.clock.advance("1s");
    await visitor.track("Member Invited");
    await visitor.track("Draft Shared", { with: i % 4 });
  },
  async function hasTwoDevices(visitor, i, open) {
    await visitor.track("Signed Up");
    await visitor.clock.advance("1s");
    await visitor.identify(`user-${i}`);
    await visitor.clock.advance("2d");
    const phone = await open(1);
    await phone.track("Draft Shared", { with: 2 });
    await phone.clock.advance("1s");
    await phone.identify(`user-${i}`);
    await phone.clock.advance("1s");
    await phone.track("Draft Shared", { with: 3 });
    await visitor.clock.advance("1d");
    for (let drafts = 0; drafts < 3; drafts++) await visitor.track("Draft Saved");
  },
  async function sharesAComputer(visitor, i) {
    await visitor.track("Signed Up");
    await visitor.clock.advance("1s");
    await visitor.identify(`user-${i}`);
    await visitor.clock.advance("1s");
    await visitor.track("Draft Saved");
    await visitor.clock.advance("1d");
    await visitor.identify(`guest-${i}`);
    await visitor.clock.advance("1s");
    await visitor.track("Signed Up");
    for (let drafts = 0; drafts < 3; drafts++) await visitor.track("Draft Saved");
    await visitor.clock.advance("1d");
    visitor.milepost.reset();
    await visitor.track("Draft Saved");
    await visitor.clock.advance("1s");
    await visitor.identify(`user-${i}`);
    await visitor.clock.advance("1s");
    await visitor.track("Draft Saved");
  },
];

/** All that the pages of somebody have sent. */
async function live(i: number): Promise<readonly Outgoing[]> {
  const visitors: Visitor[] = [];
  async function open(device: number): Promise<Visitor> {
    const clock = createClock(visitors[0]?.clock.now() ?? START + i * 60_000);
    const storage = { ...createStorage(), random: createRandom(2 * i + device + 1) };
    const visitor = await createVisitor({ config: plan, clock, storage });
    visitors.push(visitor);
    return visitor;
  }
  await PATHS[i % PATHS.length]!(await open(0), i, open);
  const sent: Outgoing[] = [];
  for (const visitor of visitors) {
    await visitor.clock.advance(END - visitor.clock.now());
    sent.push(...(await visitor.sent()));
    visitor.milepost.destroy();
  }
  return sent;
}

/** Milliseconds between a visitor's last event and their signing in. */
const SIGNED_IN_AFTER = 1_000;
const REPORTED = ["Milestone Reached", "Milestone Lapsed", "Gap Opened", "Gap Bridged"];
let events: readonly Outgoing[];
let log: string;
const folder = createFolder();

beforeAll(async () => {
  const all: Outgoing[] = [];
  const everybody = Array.from({ length: PEOPLE }, (_, i) => i);
  // Each waits for much that takes no work.
  for (let from = 0; from < PEOPLE; from += AT_ONCE)
    all.push(...(await Promise.all(everybody.slice(from, from + AT_ONCE).map(live))).flat());
  events = all.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  log = folder.write("log.jsonl", [...events]);
}, 600_000);
afterAll(folder.remove);

/** What a replay of the log reports: by id, when; and by user, what they reached when. */
function replayLog() {
  const ids = new Map<string, string>();
  const told: Array<readonly [person: Person, milestone: string, at: number]> = [];
  const replay = createReplay({
    engine: createFullEngine(plan),
    zone: "UTC",
    onJoin() {},
    onReport(person, { event, id, at, properties, past }) {
      if (past || !REPORTED.includes(event)) return;
      ids.set(id, new Date(at).toISOString());
      if (event === "Milestone Reached") told.push([person, `${properties.milestone_id}`, at]);
    },
  });
  const read = events.flatMap((event) => {
    const one = readEvent(event, "");
    return isRefused(one) ? [] : [one];
  });
  for (const event of read.toSorted(compareEvents)) replay.take(event);
  replay.end(END);
  return { ids, told };
}

const find = ({ became, ...person }: Person): string => (became ? find(became) : person.here.user);

describe(`${PEOPLE} people who come as visitors, sign in, and switch accounts and devices`, () => {
  it("are told of by the same reports in their pages and in a replay of the log", () => {
    const pages = new Map(
      events.flatMap(({ event = "", messageId, timestamp }) =>
        REPORTED.includes(event) ? [[messageId, timestamp] as const] : [],
      ),
    );
    expect(pages.size).toBeGreaterThan(2 * PEOPLE);
    const { ids } = replayLog();
    expect([...ids.keys()].toSorted()).toEqual([...pages.keys()].toSorted());
    // What is complete only when a visitor signs in: a page dates it by that, a replay by the visitor's last event.
    const apart = [...ids].map(([id, at]) => Math.abs(Date.parse(at) - Date.parse(pages.get(id)!)));
    expect(Math.max(...apart)).toBeLessThanOrEqual(SIGNED_IN_AFTER);
  });

  it("have reached the same in a replay, by the command's figures, and by the receiver's progress", async () => {
    const reached = new Map<string, Map<string, number>>();
    for (const [person, milestone, at] of replayLog().told) {
      const user = find(person);
      const known = reached.get(user) ?? new Map<string, number>();
      reached.set(user, known.set(milestone, Math.min(at, known.get(milestone) ?? at)));
    }
    const file = folder.write("config.json", config);
    const { out } = await milepost("simulate", file, log, "--json", "--until", new Date(END).toISOString());
    const simulated = JSON.parse(out);
    const countOf = (milestone: string) => [...reached.values()].filter((own) => own.has(milestone)).length;
    const ofPeople = ["signed-up", "three-drafts", "shared", "weekly"];
    expect(ofPeople.map((id) => [id, simulated.milestones[id].reached])).toEqual(
      ofPeople.map((id) => [id, countOf(id)]),
    );
    const { users, told } = await askReceiver();
    expect(users).toBeGreaterThan(PEOPLE / 2);
    for (const [user, milestones] of told) {
      const own = [...(reached.get(user) ?? [])].filter(([id]) => ofPeople.includes(id));
      expect([user, milestones]).toEqual([
        user,
        Object.fromEntries(own.map(([id, at]) => [id, new Date(at).toISOString()])),
      ]);
    }
  }, 300_000);
});

/** Sends the log to a receiver as a server does, and asks it for each user. */
async function askReceiver() {
  let asked = 0;
  const keys = { acme: { origins: [], secret: SECRET, rate: { perSecond: 100_000, burst: 100_000 } } };
  const given = { port: 0, origins: [], keys, plan, dataDir: EMPTY };
  // As many questions as a server may ask: there is time in between.
  const receiver: RunningReceiver = await startReceiver({ ...given, now: () => END + 100 * asked });
  try {
    for (let from = 0; from < events.length; from += 500) {
      const batch = events
        .slice(from, from + 500)
        .map(({ sentAt: _, ...event }) => ({ ...event, channel: "web" }));
      const send = () => post(`${receiver.url}/v1/batch`, { writeKey: "acme", batch }, asServer);
      let reply = await send();
      // A machine with much else to do: again, as servers do.
      for (let turn = 0; reply.status === 503 && turn < 10; turn++) reply = await send();
      expect(await reply.json()).toMatchObject({ rejected: [] });
    }
    const users = [...new Set(events.flatMap(({ userId }) => userId ?? []))];
    const told = new Map<string, unknown>();
    for (const user of users) {
      asked += 1;
      const reply = await fetch(`${receiver.url}/v1/progress?userId=${user}`, { headers: asServer });
      told.set(user, (await reply.json()).user.milestones);
    }
    return { users: users.length, told };
  } finally {
    await receiver.close();
  }
}
