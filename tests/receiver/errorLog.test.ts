import { describe, expect, it } from "vitest";
import { createErrorLog, describeError } from "../../src/receiver/lib/errorLog.ts";
import { createLines } from "../../src/receiver/lib/lines.ts";

/** As both drivers raise them. */
const createDatabaseError = (message: string, more: object = {}): Error =>
  Object.assign(new Error(message), {
    name: "error",
    code: "22P02",
    severity: "ERROR",
    detail: "Key (user_id)=(ana@acme.example) already exists.",
    query: "insert into events values ($1)",
    params: ["ana@acme.example"],
    ...more,
  });

describe("what is logged of an error that nobody expected", () => {
  it("is its name, its code and its message, without what the database was given", () => {
    const error = createDatabaseError('invalid input syntax for type bigint: "ana@acme.example"');
    expect(describeError(error)).toBe('error (22P02): invalid input syntax for type bigint: "…"');
  });

  it.each([
    ['a quotation in it: "ana', 'Error: a quotation in it: "…"'],
    ["two: 'ana' and `ben`", "Error: two: '…' and `…`"],
    ['of two lines "ana\nben" here', 'Error: of two lines "…" here'],
    ["in colours \u001b[31mred", "Error: in colours  [31mred"],
  ])("has nothing of %j", (message, said) => {
    expect(describeError(new Error(message)).split("\n")[0]).toBe(said);
  });

  it("says where another error happened", () => {
    expect(describeError(new TypeError("no function"))).toMatch(/^TypeError: no function\n {4}at /);
  });

  it("is no more than ten a minute, and the number of those left out", () => {
    let now = 0;
    const lines: string[] = [];
    const log = createErrorLog(
      () => now,
      (text) => lines.push(text.split("\n")[0]!),
    );
    for (let i = 0; i < 1_000; i++) log(createDatabaseError("gone"));
    expect(lines).toHaveLength(10);
    now = 60_000;
    log(createDatabaseError("back"));
    expect(lines.slice(10)).toEqual(["990 more errors were not written down", "error (22P02): back"]);
  });
});

describe("lines of the log as objects", () => {
  it("have a time, a level and a message, and where an error happened", () => {
    const lines: string[] = [];
    const write = createLines({ logFormat: "json", now: () => 0 }, (line) => lines.push(line));
    write("Mission Control");
    createErrorLog(() => 0, write)(new TypeError("no"));
    const [first, second] = lines.map((line) => JSON.parse(line));
    const time = "1970-01-01T00:00:00.000Z";
    expect(first).toEqual({ time, level: "info", message: "Mission Control" });
    expect(second).toMatchObject({ time, level: "error", message: "TypeError: no" });
    expect(second.detail[0]).toMatch(/^at /);
  });
});
