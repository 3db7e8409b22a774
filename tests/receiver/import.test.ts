import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningReceiver, startReceiver } from "../../src/receiver/startReceiver.ts";
import { createEvent, createFolder, milepost } from "../cli/command.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";

const SECRET = "sk-acme-0123456789";
const folder = createFolder();
let receiver: RunningReceiver;
beforeAll(async () => {
  receiver = await startReceiver({
    port: 0,
    origins: [],
    dataDir: EMPTY,
    keys: { acme: { origins: ["https://app.acme.example"], secret: SECRET } },
  });
});
afterAll(async () => {
  await receiver?.close();
  folder.remove();
});
afterEach(() => vi.unstubAllGlobals());

interface Kept {
  readonly event: string | null;
  readonly type: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What the receiver has of somebody, in order of time. */
async function getKept(user: string): Promise<readonly Kept[]> {
  const authorization = `Basic ${Buffer.from(`${SECRET}:`).toString("base64")}`;
  const reply = await fetch(`${receiver.url}/v1/users/${user}`, { headers: { authorization } });
  const { records } = (await reply.json()) as { readonly records: readonly Kept[] };
  return records.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}

const toTimes = (kept: readonly Kept[]): string[] =>
  kept.map(({ timestamp }) => new Date(timestamp).toISOString());

const send = (log: string, ...more: readonly string[]) =>
  milepost("import", log, "--to", receiver.url, "--key", "acme", "--secret", SECRET, ...more);

describe("import", () => {
  test("sends the events of a log with their own times, and says that they are imported", async () => {
    const log = folder.write("log.jsonl", [
      createEvent({ messageId: "a-1", timestamp: "2019-06-01T09:00:00Z" }),
      createEvent({
        messageId: "m 2, of an odd form",
        timestamp: "2021-06-01T09:00:00Z",
        sentAt: "2021-06-01T10:00:00Z",
      }),
      createEvent({
        type: "identify",
        messageId: "a-3",
        timestamp: "2022-06-01T09:00:00Z",
        traits: { plan: "pro" },
      }),
    ]);
    expect(await send(log)).toEqual({
      out: `3 events taken by ${receiver.url}/v1/batch\n`,
      err: "",
      code: 0,
    });
    const kept = await getKept("ana");
    expect(toTimes(kept)).toEqual([
      "2019-06-01T09:00:00.000Z",
      "2021-06-01T09:00:00.000Z",
      "2022-06-01T09:00:00.000Z",
    ]);
    expect(kept.every(({ context }) => context.imported === true)).toBe(true);
    // Sent again, each is still there once, also where its id had to be made.
    expect((await send(log)).code).toBe(0);
    expect(await getKept("ana")).toHaveLength(3);
  });

  test.each<[dialect: string, event: object, type: string, name: string | null]>([
    ["the Segment spec", createEvent({ userId: "bo", messageId: "s-1" }), "track", "Invoice Sent"],
    [
      "the Segment spec, in batches",
      { batch: [createEvent({ userId: "bo", messageId: "s-2" })] },
      "track",
      "Invoice Sent",
    ],
    [
      "PostHog",
      {
        event: "Invoice Sent",
        distinct_id: "bo",
        timestamp: "2026-06-01T09:00:00Z",
        properties: { total: 40 },
      },
      "track",
      "Invoice Sent",
    ],
    [
      "Mixpanel",
      { event: "Invoice Sent", properties: { distinct_id: "bo", time: 1_780_304_400, $insert_id: "m-1" } },
      "track",
      "Invoice Sent",
    ],
    [
      "CloudEvents",
      {
        specversion: "1.0",
        id: "c-1",
        source: "/app",
        type: "Invoice Sent",
        subject: "bo",
        time: "2026-06-01T09:00:00Z",
        data: { total: 40 },
      },
      "track",
      "Invoice Sent",
    ],
  ])("reads a log of %s", async (dialect, event, type, name) => {
    const user = `bo, by ${dialect}`;
    const text = JSON.stringify(event).replaceAll('"bo"', JSON.stringify(user));
    const log = folder.write("dialect.jsonl", text);
    expect(await send(log)).toMatchObject({ err: "", code: 0 });
    const kept = await getKept(encodeURIComponent(user));
    expect(kept).toEqual([expect.objectContaining({ type, event: name })]);
    expect(toTimes(kept)).toEqual(["2026-06-01T09:00:00.000Z"]);
  });

  test("that broke off is run again, and each event is there once", async () => {
    const events = Array.from({ length: 600 }, (_, i) =>
      createEvent({
        userId: "cy",
        messageId: `m-${i}`,
        timestamp: new Date(Date.UTC(2024, 0, 1, 0, i)).toISOString(),
      }),
    );
    const log = folder.write("long.jsonl", events);
    const ask = fetch;
    let asked = 0;
    // The second batch is stored, and its reply is lost.
    vi.stubGlobal("fetch", async (...args: Parameters<typeof fetch>) => {
      const reply = await ask(...args);
      return ++asked === 2 ? new Response("gone", { status: 403 }) : reply;
    });
    const broken = await send(log);
    expect(broken.code).toBe(1);
    expect(broken.err).toContain("found status 403 with gone, expected 200");
    expect(broken.err).toContain(`taken up to ${log}:251: 250 events; run it again to go on`);
    vi.unstubAllGlobals();
    expect(await getKept("cy")).toHaveLength(500);
    expect((await send(log)).out).toContain("600 events taken");
    expect(new Set((await getKept("cy")).map(({ messageId }) => messageId)).size).toBe(600);
    expect(await getKept("cy")).toHaveLength(600);
  });

  test("waits and tries again while the receiver is away", async () => {
    const ask = fetch;
    let asked = 0;
    vi.stubGlobal("fetch", (...args: Parameters<typeof fetch>) =>
      ++asked === 1
        ? Promise.resolve(new Response("{}", { status: 503, headers: { "retry-after": "0" } }))
        : ask(...args),
    );
    expect((await send(folder.write("away.jsonl", [createEvent({ userId: "di" })]))).code).toBe(0);
    expect([asked, (await getKept("di")).length]).toEqual([2, 1]);
  });

  test("names the line and the reason of what was not taken, and fails", async () => {
    const log = folder.write("faults.jsonl", [
      createEvent({ userId: "ed" }),
      "{",
      createEvent({ userId: "ed", event: "x".repeat(300), messageId: "long" }),
      createEvent({ userId: undefined }),
    ]);
    const { out, err, code } = await send(log);
    expect(code).toBe(1);
    expect(out).toBe(`1 events taken by ${receiver.url}/v1/batch; 3 not\n`);
    expect(err.trim().split("\n")).toEqual([
      `${log}:2: found no JSON, expected an event`,
      `${log}:4: userId: found nothing, expected a userId or an anonymousId`,
      `${log}:3: not taken: event-missing`,
    ]);
  });

  test("sends nothing when it is dry, and only what happened from a time on where one is said", async () => {
    const log = folder.write("dated.jsonl", [
      createEvent({ userId: "fay", messageId: "old", timestamp: "2020-01-01T00:00:00Z" }),
      createEvent({ userId: "fay", messageId: "new", timestamp: "2021-01-01T00:00:00Z" }),
    ]);
    expect((await send(log, "--dry")).out).toBe(`2 events to send to ${receiver.url}/v1/batch\n`);
    expect((await send(log, "--from", "2020-06-01")).out).toContain("1 events taken");
    expect((await getKept("fay")).map(({ messageId }) => messageId)).toEqual(["new"]);
  });

  test("is refused as a whole where the key is shown without its secret", async () => {
    const log = folder.write("open.jsonl", [createEvent()]);
    const { err, code } = await milepost("import", log, "--to", receiver.url, "--key", "acme");
    expect(code).toBe(1);
    expect(err).toContain("found status 403");
    expect(err).toContain("origin-missing");
  });

  test.each<[words: readonly string[], said: string]>([
    [[], "expected at least one log"],
    [["log.jsonl"], "--to: found nothing, expected an address like https://receiver.example"],
    [["log.jsonl", "--to", "ftp://x"], '--to: found "ftp://x", expected an address'],
    [
      ["log.jsonl", "--to", "https://x.example", "--from", "soon"],
      '--from: found "soon", expected an ISO date',
    ],
    [["none.jsonl", "--to", "https://x.example"], "none.jsonl: there is no such file"],
  ])("refuses %j", async (words, said) => {
    const { err, code } = await milepost("import", ...words);
    expect(code).toBe(1);
    expect(err).toContain(said);
  });
});
