import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../src/check/check.ts";
import { loadConfig } from "../../src/check/files/loadConfig.ts";
import { createFrame } from "../../src/check/formatChecked.ts";
import { parse } from "../../src/sdk/config/parse.ts";
import { CORPUS } from "./corpus.ts";
import { SOUND } from "./sound.ts";

const NOW = Date.parse("2026-06-01T09:00:00Z");
const look = (text: string | Uint8Array, options: Partial<CheckOptions> = {}) =>
  check(
    loadConfig("config.json", {
      read: () => (typeof text === "string" ? new TextEncoder().encode(text) : text),
      list: () => [],
    }),
    { now: NOW, ...options },
  );

describe("a config", () => {
  test("with which nothing is wrong has nothing said of it", () => {
    expect(look(SOUND).told).toEqual([]);
  });

  test("has each mistake said once, in the order of the file", () => {
    const broken = SOUND.replace('"to": "invoice"', '"to": "invoise"').replace(
      '6, "guide": "tour"',
      '6, "guide": "tuor"',
    );
    const lines = look(broken).told.map(({ line }) => line);
    expect(lines).toHaveLength(2);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});

describe(`of ${CORPUS.length} mistakes, each is said at its place, in words:`, () => {
  test.each(CORPUS)("%s", (_, sound, broken, severity, place, message) => {
    expect(SOUND.split(sound), "stands once in the sound config").toHaveLength(2);
    const text = SOUND.replace(sound, () => broken);
    const { told } = look(text);
    const found = told.map((one) => ({
      severity: one.severity,
      place: text.slice(one.offset, one.offset + one.length),
      message: one.message,
    }));
    expect(found).toContainEqual({ severity, place, message: expect.stringContaining(message) });
    for (const { line, column, offset } of told)
      expect(
        text
          .split("\n")
          .slice(0, line - 1)
          .join("\n").length +
          (line > 1 ? 1 : 0) +
          column -
          1,
      ).toBe(offset);
    // A mistake has few others come of it.
    expect(told.length).toBeLessThanOrEqual(2);
  });
});

describe("a file that is no config", () => {
  const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
  test.each([
    ["empty", "", "found the end of the file, expected a config"],
    ["cut off", SOUND.slice(0, 1500), 'for the "{" of line'],
    ["cut off in a list", SOUND.slice(0, SOUND.indexOf('"large"')), 'expected a "}" for the "{" of line 16'],
    ["in UTF-16", utf16(SOUND), "found UTF-16, expected UTF-8"],
    ["in UTF-16 without a mark", utf16(SOUND).subarray(2), "found UTF-16 without a mark, expected UTF-8"],
    ["in Latin 1", new Uint8Array(Buffer.from(SOUND.replace("acme", "acm\u00e9"), "latin1")), "no UTF-8"],
    ["too deep", "[".repeat(20_000), "found 201 levels"],
    ["too deep in objects", '{"a":'.repeat(20_000), "found 201 levels"],
    ["too deep, and closed again", "[".repeat(20_000) + "]".repeat(20_000), "found 201 levels"],
    ["a list", "[]", "found a list, expected an object"],
    ["null", "null", "found null, expected an object"],
    ["a page", "<!doctype html>", "expected a text in double quotes"],
  ])("%s: one clear error", (_, text, message) => {
    const { told } = look(text);
    expect(told.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
    expect(told[0]!.severity).toBe("error");
  });

  test("a byte order mark is warned of, and the rest is looked at", () => {
    const { told } = look(`\uFEFF${SOUND.replace('"to": "invoice"', '"to": "invoise"')}`);
    expect(told.map(({ severity, line }) => [severity, line])).toEqual([
      ["warning", 1],
      ["error", 24],
    ]);
  });
});

/** `CHECK_MUTATIONS=10000 npx vitest run tests/check` for more. */
const MUTATIONS = Number(process.env.CHECK_MUTATIONS ?? 1_000);

test(`whatever is done to the text, ${MUTATIONS} times, it is answered with places in it`, () => {
  const edit = fc.record({
    at: fc.nat(SOUND.length),
    cut: fc.nat(40),
    put: fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "1e999",
        '"__proto__":',
        "\\u0000",
        "//",
        "\u2028",
      ),
      fc.nat(SOUND.length).map((from) => SOUND.slice(from, from + 60)),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce(
        (before, { at, cut, put }) => before.slice(0, at) + put + before.slice(at + cut),
        SOUND,
      );
      // Half of a pair of surrogates is no text in any file.
      const { told } = look(Buffer.from(text).toString());
      for (const { offset, length, line, column, message } of told) {
        expect(offset + length).toBeLessThanOrEqual(text.length + 1);
        expect(Math.min(offset, length - 1, line - 1, column - 1)).toBeGreaterThanOrEqual(0);
        expect(message).toMatch(/^found /);
      }
    }),
    { numRuns: MUTATIONS },
  );
});

test.each([
  [1_000, ["15 points or more", "10 points take 2009"]],
  [3_000, []],
  [20, ["no difference at all"]],
])("with %i users a holdout that cannot show an effect is warned of", (users, words) => {
  const { told } = look(SOUND.replace('"holdout": 0.05', '"holdout": 0'), { users });
  const messages = told.map(({ message }) => message);
  expect(messages).toHaveLength(words.length > 0 ? 1 : 0);
  for (const word of words) expect(messages[0]).toContain(word);
});

test("what the config of before did not count is warned of, once and nothing else", () => {
  const was = parse(JSON.parse(SOUND)).plan;
  expect(look(SOUND, { was }).told).toEqual([]);
  const changed = SOUND.replace('"count": 2, "within": "7d"', '"count": 3, "within": "7d"');
  expect(look(changed, { was }).told.map(({ path, message }) => [path, message])).toEqual([
    [
      "milestones.invoice.when",
      expect.stringContaining('a count of "Invoice Sent", which the config of before'),
    ],
  ]);
});

test("drafts are looked at as if they were live", () => {
  const draft = SOUND.replace('"alone": {', '"alone": { "status": "draft",').replace(
    '"to": "team"',
    '"to": "teem"',
  );
  expect(look(draft).told.map(({ message }) => message)).toEqual([
    expect.stringContaining('did you mean "team"'),
  ]);
});

test("a config of 2,000 milestones is looked at", () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => `step-${i}`);
  const config = {
    version: 1,
    product: "acme",
    milestones: Object.fromEntries(
      ids.map((id, i) => [
        id,
        {
          title: id,
          when: { all: [{ event: id }, { milestone: ids[Math.max(0, i - 1)]!, is: i ? "reached" : "open" }] },
        },
      ]),
    ),
    gaps: Object.fromEntries(ids.map((id) => [`to-${id}`, { to: id, bridge: ["how"] }])),
    guides: { how: { type: "banner", title: "How" } },
  };
  const text = JSON.stringify(config, undefined, 2);
  const { told } = look(text);
  expect(told.map(({ message }) => message)).toEqual([expect.stringContaining("counts that may grow")]);
});

test.each(["\n", "\r\n"])("each of 2,000 mistakes is told at its line, with line ends %j", (end) => {
  const lines = Array.from(
    { length: 2_000 },
    (_, i) => `  "step-${i}": { "title": "A", "when": { "event": "A" }, "titel": ${i} }`,
  );
  const text = `{ "version": 1, "product": "acme", "milestones": {\n${lines.join(",\n")}\n} }`;
  const { told } = look(text.replaceAll("\n", end));
  expect(told.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 2));
  const last = told.at(-1)!;
  expect(last.message).toContain('found the unknown key "titel"');
  expect(createFrame(last).split("\n")).toEqual([
    `  1999 | ${lines[1_997]},`,
    `  2000 | ${lines[1_998]},`,
    `  2001 | ${lines[1_999]}`,
    `       | ${" ".repeat(last.column - 1)}^^^^^^^`,
  ]);
});
