import { readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Simulation } from "../../src/cli/report/tally.ts";
import { openEmpty } from "../helpers/emptyDatabase.ts";
import { milepost } from "./command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const simulate = async (...words: string[]): Promise<Simulation> =>
  JSON.parse((await milepost("simulate", CONFIG, LOG, "--json", ...words)).out) as Simulation;

/** The same log in a database, counted by other means: what follows knows nothing of the engine. */
let database: PGlite;
let end: string;

beforeAll(async () => {
  database = await openEmpty();
  await database.exec(
    "create table change (id text, person text, at timestamptz, kind text, files numeric, tests boolean)",
  );
  const lines = readFileSync(LOG, "utf8").trim().split("\n");
  await database.query(
    `insert into change select e->>'messageId', e->>'userId', (e->>'timestamp')::timestamptz,
       e->'properties'->>'kind', (e->'properties'->>'files')::numeric, (e->'properties'->>'tests')::boolean
     from jsonb_array_elements($1::jsonb) e`,
    [`[${lines.join(",")}]`],
  );
  await database.exec(`create table active as select distinct person, ${week} as week from change;
    create index on active (person, week)`);
  end = (
    await database.query<{ end: Date }>('select max(at) as "end" from change')
  ).rows[0]!.end.toISOString();
});
afterAll(() => database.close());

async function count(sql: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    `select count(distinct person)::int as n from (${sql}) counted`,
  );
  return rows[0]!.n;
}

const numbered = "select *, row_number() over (partition by person order by at, id) as nth from change";
/** Weeks from Monday, in UTC, as numbers. */
const week = "floor((extract(epoch from at) / 86400 + 3) / 7)::int";
/** For each week since somebody's first: in how many of the last four they were there, and when the next one begins. */
const weeks = `
  select s.person, w, to_timestamp(((w + 1) * 7 - 3) * 86400) as next_monday,
    (select count(*) from active a where a.person = s.person and a.week between w - 3 and w) as last_four
  from (select person, generate_series(min(week), (select max(week) from active)) as w from active
    group by person having count(*) >= 3) s`;

describe("a simulation of the real log", () => {
  test("counts as a database does, figure by figure", async () => {
    const { users, events, rejected, milestones, gaps } = await simulate();
    const habit = `with weeks as (${weeks})
      select person, min(w) as w from weeks where last_four >= 3 group by person`;
    const five = `select person, at from (${numbered}) n where nth = 5`;
    const quiet = `select c.person from (${numbered}) c
      left join (${numbered}) next on next.person = c.person and next.nth = c.nth + 1
      where c.nth <= 4 and coalesce(next.at, '${end}') - c.at >= interval '90 days'`;
    const tested = "select person, min(at) as at from change where kind = 'fix' and tests group by person";
    const slow = `select f.person from (select person, min(at) as at from change group by person) f
      left join (${tested}) t on t.person = f.person
      where coalesce(t.at, '${end}') - f.at >= interval '30 days' and (t.at is null or t.at > f.at + interval '30 days')
        and f.at + interval '30 days' <= '${end}'`;
    expect({ users, events, rejected }).toEqual({ users: 1120, events: 4657, rejected: 0 });
    expect({
      first: milestones.first!.reached,
      five: milestones.five!.reached,
      busy: milestones.busy!.reached,
      hundred: milestones.hundred!.reached,
      kinds: milestones.kinds!.reached,
      tested: milestones.tested!.reached,
      habit: milestones.habit,
      gone: [gaps.gone!.opened, gaps.gone!.bridged],
      slow: [gaps.slow!.opened, gaps.slow!.bridged],
    }).toEqual({
      first: await count("select person from change"),
      five: await count(five),
      busy: await count(`select person from (select person, at, lag(at, 4) over (partition by person order by at, id) as fifth
        from change) w where at - fifth < interval '7 days'`),
      hundred: await count("select person from change group by person having sum(files) >= 100"),
      kinds: await count("select person from change group by person having count(distinct kind) >= 3"),
      tested: await count(tested),
      habit: {
        reached: await count(habit),
        lapsed: await count(`with weeks as (${weeks}), habit as (
            select person, min(w) as w from weeks where last_four >= 3 group by person)
          select weeks.person from weeks join habit on habit.person = weeks.person
          where weeks.w > habit.w and weeks.last_four < 3 and weeks.next_monday <= '${end}'`),
      },
      gone: [
        await count(quiet),
        await count(`select q.person from (${quiet}) q join (${five}) f on f.person = q.person`),
      ],
      slow: [
        await count(slow),
        await count(`select s.person from (${slow}) s join (${tested}) t on t.person = s.person`),
      ],
    });
  });

  test("comes out the same, bit for bit, a second time", async () => {
    const [once, again] = [await simulate(), await simulate()].map((figures) => JSON.stringify(figures));
    expect(again).toBe(once);
  });

  test("has these figures and no others", async () => {
    const { milestones, gaps, guides, ...rest } = await simulate();
    const keys = (part: Readonly<Record<string, object>>) =>
      Object.values(part).map((one) => Object.keys(one));
    expect(Object.keys(rest)).toEqual(["users", "events", "rejected"]);
    expect(new Set(keys(milestones).flat())).toEqual(new Set(["reached", "lapsed"]));
    expect(new Set(keys(gaps).flat())).toEqual(new Set(["opened", "bridged", "heldOut"]));
    expect(new Set(keys(guides).flat())).toEqual(new Set(["shown"]));
  });

  test("can be read as a table", async () => {
    const { out } = await milepost("simulate", CONFIG, LOG);
    expect(out).toContain("1,120 users, 4,657 events\n");
    expect(out).toMatch(/^Gaps {4,}opened {4,}bridged {4,}heldOut\n {2}gone {4,}1,044 {4,}21 {4,}14$/m);
  });

  test("ends where it is told", async () => {
    const until = "2022-01-01T00:00:00Z";
    const { events, milestones } = await simulate("--until", until);
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from change where at <= '${until}'`,
    );
    expect(events).toBe(rows[0]!.n);
    expect(milestones.first!.reached).toBe(await count(`select person from change where at <= '${until}'`));
  });
});
