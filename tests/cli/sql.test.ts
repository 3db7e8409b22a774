import { afterAll, describe, expect, test } from "vitest";
import { DIALECT_NAMES } from "../../src/sql/dialects.ts";
import { createFolder, milepost } from "./command.ts";

const folder = createFolder();
afterAll(folder.remove);

const config = folder.write("config.json", {
  version: 1,
  product: "shop",
  milestones: { sent: { title: "Sent", when: { event: "Invoice Sent" } } },
  gaps: {
    stuck: { to: "sent", opens: { after: "1d" }, target: { within: "7d" } },
    later: { to: "sent", opens: { after: "3d" }, status: "draft" },
  },
});

describe("sql", () => {
  test.each(DIALECT_NAMES)("prints eight views for %s", async (dialect) => {
    const { out, err, code } = await milepost("sql", config, "--dialect", dialect);
    expect([err, code]).toEqual(["", 0]);
    expect([...out.matchAll(/^create or replace view (\S+) as$/gm)].map(([, name]) => name)).toEqual([
      "milepost_calls",
      "milepost_milestones_reached",
      "milepost_way",
      "milepost_gap_events",
      "milepost_gaps",
      "milepost_pauses",
      "milepost_first_triggers",
      "milepost_uplift",
    ]);
  });

  test("takes the time within which a gap is to be bridged from the config, and leaves drafts out", async () => {
    const { out } = await milepost("sql", config, "--dialect", "postgres");
    expect(out).toContain("'stuck' as gap_id");
    expect(out).toContain(`${7 * 86_400_000} as within_ms`);
    expect(out).not.toContain("'later'");
  });

  test("reads the table that is named, by the time that is named, and puts the views where it is told to", async () => {
    const words = ["--table", "app.events", "--time", "sent_at", "--into", "figures"];
    const { out } = await milepost("sql", config, "--dialect", "duckdb", ...words);
    expect(out).toContain("from app.events");
    expect(out).toContain('"sent_at" as happened_at');
    expect(out).toContain("create or replace view figures.milepost_uplift as");
    expect(out).toContain("from figures.milepost_calls");
  });

  test.each<[title: string, words: string[], said: string]>([
    ["no dialect", [], "--dialect: found nothing, expected postgres"],
    ["one that is none", ["--dialect", "postgress"], 'found "postgress", expected postgres'],
    ["one that is nearly one", ["--dialect", "postgress"], 'did you mean "postgres"?'],
    [
      "a table that ends the statement",
      ["--dialect", "duckdb", "--table", "x; drop table y"],
      '--table: found "x; drop table y", expected a name',
    ],
    ["a table with a comment", ["--dialect", "duckdb", "--table", "x--y"], "--table: found"],
    [
      "an option of another command",
      ["--dialect", "duckdb", "--json"],
      "sql: found --json, expected --dialect",
    ],
    ["two configs", [config, "--dialect", "duckdb"], "expected one config"],
  ])("says what is wrong, and fails: %s", async (_, words, said) => {
    const { out, err, code } = await milepost("sql", config, ...words);
    expect([out, code]).toEqual(["", 1]);
    expect(err).toContain(said);
  });

  test("is in the help, and its options are refused elsewhere", async () => {
    expect((await milepost("--help")).out).toContain("milepost sql FILE --dialect NAME");
    const { err, code } = await milepost("simulate", config, "log.jsonl", "--dialect", "duckdb");
    expect([err, code]).toEqual([
      "simulate: found --dialect, expected --json, --user, --expect, --until or --tz\n",
      1,
    ]);
  });

  test("needs no gap and no milestone", async () => {
    const empty = folder.write("empty.json", { version: 1, product: "shop", milestones: {} });
    const { out, code } = await milepost("sql", empty, "--dialect", "bigquery");
    expect(code).toBe(0);
    expect(out.match(/create or replace view/g)).toHaveLength(1);
  });
});
