import { readFileSync } from "node:fs";
import * as zlib from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getRows, readDocument } from "../docs/document.ts";
import { createEvent, createFolder, milepost } from "./command.ts";

const CONFIG = "tests/cases/contributions.milepost.json";
const LOG = "tests/data/contributions.jsonl";
const folder = createFolder();
afterAll(folder.remove);

const text = readFileSync(LOG, "utf8").trim();
const lines = text.split("\n");
const events = lines.map((line) => JSON.parse(line));
const parts = [0, 1, 2, 3].map((part) => events.slice(part * 1200, (part + 1) * 1200));
/** What follows is packed small: a million bytes take a while. */
const few = lines.slice(0, 200).join("\n");

const simulate = async (content: unknown): Promise<string> =>
  (await milepost("simulate", CONFIG, folder.write("log", content), "--json")).out;
let whole: string;
let start: string;
beforeAll(async () => {
  [whole, start] = [await simulate(text), await simulate(few)];
});

/** A frame of zstd with its blocks as they are: 64 KB of raw content each. */
function packZstd(content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  const pieces: Uint8Array[] = [Buffer.from("28b52ffda0", "hex"), size];
  for (let from = 0; from < content.length; from += 65_536) {
    const piece = content.subarray(from, from + 65_536);
    const head = Buffer.alloc(3);
    head.writeUIntLE((piece.length << 3) | (from + 65_536 >= content.length ? 1 : 0), 0, 3);
    pieces.push(head, piece);
  }
  return Buffer.concat(pieces);
}

const toUtf16 = (content: string): Buffer => Buffer.from(`\uFEFF${content}`, "utf16le");
const hasZstd = "createZstdDecompress" in zlib;

/** The forms that the page on events names, with what is read of each in these tests. */
const FORMS: Readonly<Record<string, ReadonlyArray<readonly [content: () => unknown, whole: boolean]>>> = {
  "an event in each line": [[() => text, true]],
  "a batch in each line": [
    [() => parts.map((batch) => ({ writeKey: "acme", sentAt: "2026-06-01T09:00:00Z", batch })), true],
    [() => parts, true],
  ],
  "an array": [
    [() => `[${lines.join(",")}]`, true],
    [() => `[\n${lines.join(",\n")}\n]\n`, true],
    [() => JSON.stringify(events, null, 2), true],
    [() => `\uFEFF\n\n  ${JSON.stringify(events, null, "\t").replaceAll("\n", "\r\n")}`, true],
  ],
  "a batch": [
    [() => JSON.stringify({ batch: events, sentAt: "2026-06-01T09:00:00Z" }), true],
    [() => JSON.stringify({ batch: events }, null, 2), true],
  ],
  "events over several lines": [
    [() => events.map((event) => JSON.stringify(event, null, 2)).join("\n"), true],
  ],
  "UTF-8 with a mark": [[() => `\uFEFF${text}`, true]],
  "UTF-16": [
    [() => toUtf16(text), true],
    [() => toUtf16(text).swap16(), true],
    [() => Buffer.from(few, "utf16le"), false],
    [() => toUtf16(JSON.stringify(events.slice(0, 200), null, 2)), false],
  ],
  gzip: [
    [() => zlib.gzipSync(text), true],
    [() => zlib.gzipSync(toUtf16(few)), false],
    [() => Buffer.concat([zlib.gzipSync(`${few.slice(0, 999)}`), zlib.gzipSync(`${few.slice(999)}`)]), false],
  ],
  zstd: hasZstd ? [[() => packZstd(Buffer.from(text)), true]] : [],
  "standard input": [],
};

test("the page on events names the forms of a log that are read", () => {
  const named = getRows(readDocument("docs/events.md"), "a log").map(([form]) => form);
  expect(named).toEqual(Object.keys(FORMS));
});

describe("a log counts the same as", () => {
  test.each(
    Object.entries(FORMS).flatMap(([form, contents]) =>
      contents.map(([create, isWhole], i) => [form, i + 1, create, isWhole] as const),
    ),
  )("%s (%i)", async (_, __, create, isWhole) => {
    expect(await simulate(create())).toBe(isWhole ? whole : start);
  });
});

const config = folder.write("config.json", {
  version: 1,
  product: "shop",
  milestones: { sent: { title: "Sent", when: { event: "Invoice Sent", count: 2 } } },
});
const one = createEvent({ messageId: "1" });
const two = createEvent({ messageId: "2", properties: { note: 'a "}{" and \\' } });

async function read(content: unknown): Promise<unknown> {
  const log = folder.write("odd", content);
  const { out, err, code } = await milepost("simulate", config, log, "--json");
  expect(code).toBe(0);
  const { events: count, rejected, milestones } = JSON.parse(out);
  const lines = [...err.matchAll(/odd:(\d+):/g)].map(([, line]) => Number(line));
  return { count, rejected, sent: milestones.sent.reached, lines };
}

describe("what is broken in a log over several lines costs itself", () => {
  const [first, second] = [one, two].map((event) => JSON.stringify(event, null, 2));
  const whole = { count: 2, rejected: 0, sent: 1, lines: [] };

  test.each<[title: string, content: string, expected: object]>([
    ["nothing", `${first}\n${second}\n`, whole],
    ["nothing, all in a line", `${JSON.stringify(one)}${JSON.stringify(two)}`, whole],
    [
      "an event that is cut off within a text",
      `{\n"type": "tra\n${first}\n${second}`,
      { rejected: 1, lines: [1] },
    ],
    [
      "an event that is cut off after a comma",
      `{\n"type": "track",\n${first}\n${second}`,
      { rejected: 1, lines: [1] },
    ],
    [
      "a bracket that closes another one",
      `${first}\n{ "type": ["track"} }\n${second}`,
      { rejected: 1, lines: [8] },
    ],
    ["an element that is none", `[${first}, x y, null, "z",\n7, ${second}]`, { rejected: 4, lines: [7] }],
    ["the end, which is missing", `[${first}, ${second}, {"type":`, { rejected: 1, lines: [16] }],
    ["a word before it", `${first}\nwarning: 3 left\n${second}`, { rejected: 1, lines: [8] }],
  ])("%s", async (_, content, expected) => {
    expect(await read(content)).toMatchObject({ count: 2, sent: 1, ...expected });
  });
});

test("what surrounds the events of a batch is theirs where they do not say it", async () => {
  const log = folder.write("batch", {
    batch: [one, { ...two, context: { groupId: "studio" } }],
    context: { groupId: "acme", timezone: "Europe/Berlin" },
  });
  const account = { title: "Two", level: "account", when: { event: "Invoice Sent" } };
  const file = folder.write("accounts.json", { version: 1, product: "shop", milestones: { account } });
  const { out } = await milepost("simulate", file, log, "--json");
  expect(JSON.parse(out).milestones.account.reached).toBe(2);
});

describe("a log that is packed otherwise", () => {
  test.each([
    ["a zip archive", "504b030414000000"],
    ["packed with bzip2", "425a68393141592653"],
    ["packed with xz", "fd377a585a000004"],
    ["a Parquet file", "5041523115041500"],
  ])("is said to be that: %s", async (what, start) => {
    const log = folder.write("packed", Buffer.from(start, "hex"));
    const { out, err, code } = await milepost("simulate", config, log);
    expect({ out, err, code }).toEqual({
      out: "",
      err: `${log}: found ${what}, expected JSON, plain or packed with gzip or zstd\n`,
      code: 1,
    });
  });

  test("is said to be cut off where it is", async () => {
    const log = folder.write("cut.gz", zlib.gzipSync(text).subarray(0, 20_000));
    const { err, code } = await milepost("simulate", CONFIG, log);
    expect({ err, code }).toEqual({ err: `${log}: unexpected end of file\n`, code: 1 });
  });

  test.runIf(!hasZstd)("is said to be beyond this Node: zstd", async () => {
    const log = folder.write("log.zst", packZstd(Buffer.from(few)));
    const { err, code } = await milepost("simulate", CONFIG, log);
    expect(err).toMatch(/log\.zst: it is packed with zstd, which Node [\d.]+ does not read: .* Node 22\.15/);
    expect(code).toBe(1);
  });
});
