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

async function simulate(log: unknown): Promise<unknown> {
  const { out, err, code } = await milepost("simulate", config, folder.write("log.jsonl", log), "--json");
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const { users, events, rejected, milestones } = JSON.parse(out);
  return { users, events, rejected, sent: milestones.sent.reached };
}

describe("a log", () => {
  test.each([
    ["is empty", ""],
    ["has empty lines only", "\n\r\n \n"],
  ])("that %s has nobody in it", async (_, text) => {
    expect(await simulate(text)).toEqual({ users: 0, events: 0, rejected: 0, sent: 0 });
  });

  test.each([
    ["no JSON", "{"],
    ["cut off", JSON.stringify(createEvent()).slice(0, 60)],
    ["a number", 7],
    ["null", "null"],
    ["a list", "[{}]"],
    ["an empty object", {}],
    ["no time", createEvent({ timestamp: undefined })],
    ["a time that is none", createEvent({ timestamp: "soon" })],
    ["a time that could be any", createEvent({ timestamp: "7" })],
    ["nobody", createEvent({ userId: undefined })],
    ["nobody, but says so", createEvent({ userId: "" })],
    ["a person by number", createEvent({ userId: 7 })],
    ["a type that there is not", createEvent({ type: "x" })],
    ["no name", createEvent({ event: undefined })],
    ["two events in a line", `${JSON.stringify(createEvent())},${JSON.stringify(createEvent())}`],
    ["bytes", "\0\x01\x02"],
  ])("counts a line as none that has %s, and goes on", async (_, line) => {
    const event = createEvent({ messageId: "1" });
    expect(await simulate([line, event, line])).toEqual({ users: 1, events: 1, rejected: 2, sent: 1 });
  });

  test("may have lines of 5 MB", async () => {
    const long = createEvent({ userId: "ben", properties: { note: "x".repeat(5_000_000) } });
    const events = [
      createEvent({ messageId: "1" }),
      long,
      "x".repeat(5_000_000),
      createEvent({ messageId: "2" }),
    ];
    expect(await simulate(events)).toEqual({ users: 2, events: 3, rejected: 1, sent: 2 });
  });

  test("may cut letters of several bytes anywhere", async () => {
    const people = Array.from({ length: 5000 }, (_, i) =>
      createEvent({ userId: `${"ż".repeat(i % 97)}本${i}` }),
    );
    expect(await simulate(people)).toEqual({ users: 5000, events: 5000, rejected: 0, sent: 5000 });
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
    [["simulat"], 'found the command "simulat", expected simulate, receive; did you mean "simulate"?'],
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
    [["simulate", broken, LOG], `${broken}: `],
    [["simulate", wrong, LOG], `${wrong}: gapz: found the unknown key "gapz"`],
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
    expect(code).toBe(0);
  });
});
