import { afterAll, describe, expect, test } from "vitest";
import { createEvent, createFolder, milepost } from "./command.ts";

const LOG = "tests/data/contributions.jsonl";
const folder = createFolder();
afterAll(folder.remove);

const config = folder.write("config.json", {
  version: 1,
  product: "shop",
  milestones: {
    sent: { title: "Sent", when: { event: "Invoice Sent" } },
    daily: {
      title: "Daily",
      when: { event: "Invoice Sent", inPeriods: { of: "1d", atLeast: 2, outOf: 2 } },
    },
  },
});

/** What is counted in a log, and what is said of it beside that, a line each, without the log's path. */
async function simulate(log: unknown): Promise<Readonly<Record<string, unknown>>> {
  const path = folder.write("log.jsonl", log);
  const { out, err, code } = await milepost("simulate", config, path, "--json");
  expect(code).toBe(0);
  const { users, events, rejected, milestones } = JSON.parse(out);
  const said = err.replaceAll(path, "log.jsonl").trim().split("\n").filter(Boolean);
  return { users, events, rejected, sent: milestones.sent.reached, said };
}

describe("a log", () => {
  test.each<[title: string, line: unknown, said: string]>([
    ["no JSON", "{", "found no JSON, expected an event"],
    ["cut off", JSON.stringify(createEvent()).slice(0, 60), "found no JSON, expected an event"],
    ["a number", 7, "found 7, expected a JSON object"],
    ["null", "null", "found null, expected a JSON object"],
    ["a list of none", "[7]", "found 7, expected a JSON object"],
    ["an empty object", {}, "type: found nothing, expected track, identify, group, page, screen, alias"],
    [
      "no time",
      createEvent({ timestamp: undefined }),
      "timestamp: found nothing, expected an ISO date from 1970 to 2099",
    ],
    [
      "a time that is none",
      createEvent({ timestamp: "soon" }),
      'timestamp: found "soon", expected an ISO date',
    ],
    [
      "a time that could be any",
      createEvent({ timestamp: "7" }),
      'timestamp: found "7", expected an ISO date',
    ],
    [
      "nobody",
      createEvent({ userId: undefined }),
      "userId: found nothing, expected a userId or an anonymousId",
    ],
    [
      "nobody, but says so",
      createEvent({ userId: "" }),
      'userId: found "", expected a userId or an anonymousId',
    ],
    [
      "a person that is none",
      createEvent({ userId: {} }),
      "userId: found an object, expected a text or a number",
    ],
    [
      "a type that there is not",
      createEvent({ type: "x" }),
      'type: found "x", expected track, identify, group, page, screen, alias',
    ],
    ["no name", createEvent({ event: undefined }), "event: found nothing, expected a text"],
    [
      "properties that are none",
      createEvent({ properties: "x" }),
      'properties: found "x", expected an object',
    ],
    ["bytes", "\0\x01\x02", "found no JSON, expected an event"],
  ])("counts a line as none that has %s, says so, and goes on", async (_, line, said) => {
    const event = createEvent({ messageId: "1" });
    const figures = { users: 1, events: 1, rejected: 2, sent: 1 };
    expect(await simulate([line, event, line])).toEqual({
      ...figures,
      said: [`log.jsonl:1: ${said}; 2 such in all`],
    });
    expect(await simulate([event, "", event, line])).toEqual({
      ...figures,
      rejected: 1,
      said: [`log.jsonl:4: ${said}`],
    });
  });

  test("that is not in order says where the faults stand in it, too", async () => {
    const [first, last] = ["2026-06-01T09:00:00Z", "2026-06-02T09:00:00Z"].map((timestamp) =>
      createEvent({ timestamp }),
    );
    const nobody = createEvent({ userId: undefined });
    expect(await simulate([last, "{", nobody, first, nobody])).toMatchObject({
      rejected: 3,
      said: [
        "log.jsonl:2: found no JSON, expected an event",
        "log.jsonl:3: userId: found nothing, expected a userId or an anonymousId; 2 such in all",
      ],
    });
  });

  test.each([
    ["is empty", "", "found nothing in it"],
    ["has empty lines only", "\n\r\n \n", "found nothing in it"],
    ["is none", "id,event\n1,Invoice Sent\n", "found no event in it"],
    ["has no event", "{}\n", "found no event in it"],
  ])("that %s is a failure, also with --expect", async (_, text, said) => {
    const log = folder.write("log.jsonl", text);
    const expectFile = folder.write("any.json", { users: { atLeast: 0 } });
    for (const more of [[], ["--json"], ["--expect", expectFile], ["--user", "ana"]]) {
      const { out, err, code } = await milepost("simulate", config, log, ...more);
      expect({ out, code }).toEqual({ out: "", code: 1 });
      expect(err).toContain(`${log}: ${said}, expected events as JSON\n`);
    }
  });

  test("that is empty beside another one is said to be", async () => {
    const [full, empty] = [folder.write("full.jsonl", [createEvent()]), folder.write("empty.jsonl", "")];
    const { err, code } = await milepost("simulate", config, full, empty, "--json");
    expect({ err, code }).toEqual({
      err: `${empty}: found nothing in it, expected events as JSON\n`,
      code: 0,
    });
  });

  test("may have lines of 5 MB", async () => {
    const long = createEvent({ userId: "ben", properties: { note: "x".repeat(5_000_000) } });
    const events = [
      createEvent({ messageId: "1" }),
      long,
      "x".repeat(5_000_000),
      createEvent({ messageId: "2" }),
    ];
    expect(await simulate(events)).toMatchObject({ users: 2, events: 3, rejected: 1, sent: 2 });
  });

  test("may cut letters of several bytes anywhere", async () => {
    const people = Array.from({ length: 5000 }, (_, i) =>
      createEvent({ userId: `${"ż".repeat(i % 97)}本${i}` }),
    );
    expect(await simulate(people)).toMatchObject({ users: 5000, events: 5000, rejected: 0, sent: 5000 });
  });

  test("may name a time zone that there is not", async () => {
    expect(await simulate([createEvent({ context: { timezone: "Mars/Phobos" } })])).toMatchObject({
      sent: 1,
    });
  });

  test("has an anonymous person by their anonymousId", async () => {
    const anonymous = createEvent({ userId: null, anonymousId: "visitor" });
    expect(await simulate([anonymous, createEvent()])).toMatchObject({ users: 2, sent: 2 });
  });

  test("of messages without an id has those that differ", async () => {
    const send = (total: number) => createEvent({ messageId: undefined, properties: { total } });
    expect(await simulate([send(1), send(2), send(2)])).toMatchObject({ events: 2, rejected: 0 });
  });
});

describe("the command", () => {
  const expectFile = folder.write("expect.json", {});
  const broken = folder.write("broken.json", "{");
  const wrong = folder.write("wrong.json", { version: 1, product: "shop", milestones: {}, gapz: {} });

  test.each([
    [
      ["simulat"],
      'found the command "simulat", expected init, check, compile, types, docs, simulate, diff, report, sql, import, refs, pages, webhooks, mcp, receive; did you mean "simulate"?',
    ],
    [["simulate", config], "expected a config and at least one log"],
    [["simulate", config, LOG, "--until", "soon"], '--until: found "soon", expected an ISO date'],
    [["simulate", config, LOG, "--until", "7"], '--until: found "7", expected an ISO date'],
    [
      ["simulate", config, LOG, "--tz", "Mars"],
      '--tz: found "Mars", expected an IANA time zone like Europe/Berlin',
    ],
    [["simulate", config, LOG, "--user", "nobody"], '--user: found no event of "nobody"'],
    [
      ["simulate", config, LOG, "--user", "a", "--json"],
      "found --user beside --json or --expect, expected one of them",
    ],
    [
      ["simulate", config, LOG, "--user", "a", "--expect", expectFile],
      "found --user beside --json or --expect",
    ],
    [["simulate", config, LOG, "--jsno"], "Unknown option '--jsno'"],
    [["simulate", "missing.json", LOG], "missing.json: there is no such file\n"],
    [["simulate", broken, LOG], `${broken}:1:1: found the end of the file`],
    [["simulate", wrong, LOG], `${wrong}:1:47: gapz: found the unknown key "gapz"`],
    [["simulate", config, LOG, "missing.jsonl"], "missing.jsonl: there is no such file\n"],
    [["simulate", config, "tests"], "tests: it is a folder\n"],
    [["simulate", config, LOG, "--expect", "missing.json"], "missing.json: there is no such file\n"],
  ])("says in words what is wrong, and fails: %j", async (words, line) => {
    const { out, err, code } = await milepost(...words);
    expect(err).toContain(line);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ out, code }).toEqual({ out: "", code: 1 });
  });

  test.each([[["--help"]], [["simulate", "--help"]], [[]]])("says how it is used: %j", async (words) => {
    const { out, code } = await milepost(...words);
    expect(out).toContain("milepost simulate FILE LOG...");
    expect(out).toContain("--expect");
    // Of one command, that is all.
    expect(out.includes("milepost check FILE")).toBe(words[0] !== "simulate");
    expect(code).toBe(0);
  });
});
