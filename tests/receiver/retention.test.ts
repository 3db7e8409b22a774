import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createProduct } from "../../src/receiver/figures/product.ts";
import type { RunningReceiver } from "../../src/receiver/startReceiver.ts";
import { REPORTS } from "../../src/sdk/domain/state/facts.ts";
import { simulateYear } from "../../src/simulation/simulateYear.ts";
import { asServer, getEnd, type LogRow, sendRows, startWith, toOwn, whenMade } from "./figuresOf.ts";
import { databases } from "./onEachDatabase.ts";
import type { Fields } from "./receiver.ts";
import { startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const DAY = 86_400_000;
const KEEP = 43;
const year = simulateYear({ accounts: 6, days: 120 });
const rows: readonly LogRow[] = [...year.rows].map((row) => toOwn({ ...row }));
const end = getEnd(rows);
const getAt = ({ timestamp }: LogRow): number => Date.parse(`${timestamp}`);
const start = Math.min(...rows.map(getAt));
const users = [...new Set(rows.flatMap(({ userId }) => (userId ? [`${userId}`] : [])))];

/** When a row has arrived: five days are sent in one go, those of every other person three days later. */
const getArrival = (row: LogRow): number => {
  const sent = start + (Math.floor((getAt(row) - start) / (5 * DAY)) + 1) * 5 * DAY;
  const isLate = users.indexOf(`${row.userId}`) % 2 === 1;
  return Math.min(sent + (isLate ? 3 * DAY : 0), end);
};
const arrivals = [...new Set(rows.map(getArrival))].sort((a, b) => a - b);
const floor = end + 30_000 - KEEP * DAY;

describe.each(databases)("events that are older than they are kept, on $name", ({ programs }) => {
  let postgres: TemporaryPostgres | undefined;
  let control: RunningReceiver;
  let kept: RunningReceiver;
  let now = start;

  const ask = async (url: string, path: string): Promise<Fields> =>
    (await fetch(url + path, { headers: asServer })).json();
  const getRecords = async (user: string, { url } = kept): Promise<readonly Fields[]> =>
    (await ask(url, `/v1/users/${encodeURIComponent(user)}`)).records as Fields[];
  const isDeed = ({ type, event }: Fields): boolean =>
    type === "page" || (type === "track" && !REPORTS.some((name) => name === event));
  const isOld = ({ receivedAt }: Fields): boolean => Date.parse(`${receivedAt}`) < floor;

  beforeAll(async () => {
    if (programs) postgres = await startPostgres(programs);
    const options = { now: () => now };
    control = await startWith(year.config, end, options);
    const database = postgres && { databaseUrl: postgres.url };
    kept = await startWith(year.config, end, { ...options, ...database, keepDays: KEEP });
    for (const arrival of arrivals) {
      now = arrival === end ? end + 30_000 : arrival;
      const some = rows.filter((row) => getArrival(row) === arrival);
      await sendRows(control.url, some);
      await sendRows(kept.url, some);
    }
    await vi.waitFor(
      async () => {
        const left = (await Promise.all(users.map((user) => getRecords(user))))
          .flat()
          .filter((row) => isDeed(row) && isOld(row));
        expect(
          left.filter(({ event, properties }) => event !== null || Object.keys(properties!).length > 0),
        ).toEqual([]);
      },
      { timeout: 120_000, interval: 500 },
    );
    await whenMade(control.url);
    await whenMade(kept.url);
  }, 300_000);
  afterAll(async () => {
    await control?.close();
    await kept?.close();
    postgres?.stop();
  });

  it("are gone, but for when somebody was first and last seen under each of their ids", async () => {
    const getFirst = (records: readonly Fields[]): string | undefined =>
      records.map(({ timestamp }) => `${timestamp}`).sort()[0];
    let [before, after] = [0, 0];
    for (const user of users) {
      const [had, records] = [await getRecords(user, control), await getRecords(user)];
      const left = records.filter((row) => isDeed(row) && isOld(row));
      for (const row of left) expect(row).toMatchObject({ event: null, properties: {}, traits: {} });
      expect(getFirst(records)).toBe(getFirst(had));
      before += had.filter((row) => isDeed(row) && isOld(row)).length;
      after += left.length;
    }
    expect(before).toBeGreaterThan(100);
    expect(after).toBeLessThan(before / 2);
  });

  it("count for progress as before", async () => {
    for (const user of users) {
      const path = `/v1/progress?userId=${encodeURIComponent(user)}`;
      const read = (url: string) => ask(url, path);
      expect([user, await read(kept.url)]).toEqual([user, await read(control.url)]);
    }
  });

  it("count for figures as before, which say since when there is more than that", async () => {
    const sections = {
      way: "journeys",
      time: "milestones",
      gaps: "effects",
      ladder: "segments",
      staying: "habits",
    };
    for (const [view, section] of Object.entries(sections)) {
      const [told, expected] = [
        await ask(kept.url, `/v1/figures/${view}`),
        await ask(control.url, `/v1/figures/${view}`),
      ];
      expect([view, told[section], told.users, told.accounts, told.start]).toEqual([
        view,
        expected[section],
        expected.users,
        expected.accounts,
        expected.start,
      ]);
      expect(Number(told.events)).toBeLessThan(Number(expected.events));
      expect([told.keptSince, expected.keptSince]).toEqual([floor, undefined]);
    }
  });

  it("are said to be gone wherever somebody is looked at", async () => {
    const [user] = users;
    const path = encodeURIComponent(user!);
    const since = new Date(floor).toISOString();
    expect(await ask(kept.url, `/v1/users/${path}`)).toMatchObject({ keptSince: since });
    const file = await (await fetch(`${kept.url}/v1/users/${path}/export`, { headers: asServer })).text();
    expect(file).toContain(`before ${since.slice(0, 19).replace("T", " ")} is deleted`);
    const way = await ask(kept.url, `/v1/figures/users/${path}`);
    expect(way).toMatchObject({ keptSince: floor });
    expect((way.moments as Fields[]).filter(({ words }) => words === "")).toEqual([]);
  });

  it("leave nothing behind of who is erased", async () => {
    const user = users.at(-1)!;
    await fetch(`${kept.url}/v1/users/${encodeURIComponent(user)}`, { method: "DELETE", headers: asServer });
    expect(await getRecords(user)).toEqual([]);
  });
});

it("give figures nothing more to ask where none is deleted", () => {
  const { plan, getEngine } = createProduct(year.config);
  const getCounters = (since: number | null) => getEngine(since).plan.counters.length;
  expect(getCounters(null)).toBeGreaterThanOrEqual(plan.counters.length);
  expect(getCounters(null)).toBeLessThan(getCounters(floor));
});

it("are not deleted while a condition looks back to them", async () => {
  await expect(startWith(year.config, end, { keepDays: KEEP - 1 })).rejects.toThrow(
    "MILEPOST_KEEP_DAYS: found 42, expected 43 or more",
  );
});
