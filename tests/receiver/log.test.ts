import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { readLogUrl } from "../../src/receiver/log/readLogUrl.ts";
import { readSettings } from "../../src/receiver/settings/readSettings.ts";
import {
  type ReceiverOptions,
  type RunningReceiver,
  startReceiver,
} from "../../src/receiver/startReceiver.ts";
import { EMPTY } from "../helpers/emptyDatabase.ts";
import { createEvent, post } from "./receiver.ts";
import { findNats, startNats, type TemporaryNats } from "./temporaryNats.ts";
import { findPostgres, startPostgres, type TemporaryPostgres } from "./temporaryPostgres.ts";

const KEY = "acme";
const program = findNats();
const programs = findPostgres();
if (program === undefined)
  console.warn("tests/receiver/log.test.ts: no nats-server here, its tests are left out");

/** Somebody else in each test. */
let user: string;
beforeEach(() => {
  user = `user-${Math.random().toString(36).slice(2)}`;
});

const send = async (url: string, batch: readonly unknown[]) => {
  const reply = await post(`${url}/v1/batch`, { writeKey: KEY, batch });
  return { status: reply.status, ...((await reply.json()) as { accepted?: string[] }) };
};
const asServer = { authorization: `Basic ${Buffer.from(`${KEY}:`).toString("base64")}` };
const countRows = async (url: string, id: string): Promise<number> =>
  (await (await fetch(`${url}/v1/users/${id}`, { headers: asServer })).json()).events;
const readMetric = async (url: string, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\S+)`, "m").exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

/** Of all tests, where its programs are here: to fill an embedded database takes longer than all else. */
let postgres: TemporaryPostgres | undefined;
beforeAll(async () => {
  if (program && programs) postgres = await startPostgres(programs);
});
afterAll(() => postgres?.stop());

/** Until the test is over. */
async function open(options: Partial<ReceiverOptions>): Promise<RunningReceiver> {
  const place = postgres ? { databaseUrl: postgres.url } : { dataDir: EMPTY };
  const receiver = await startReceiver({ port: 0, origins: [], ...place, ...options });
  onTestFinished(() => receiver.close());
  return receiver;
}

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
});

describe.skipIf(program === undefined)("a log of three servers", () => {
  let nats: TemporaryNats;
  beforeAll(async () => {
    nats = await startNats(program!);
  });
  afterAll(() => nats?.stop());
  /** Another stream for each test. */
  const createUrl = (): string => `${nats.url}/test-${Math.random().toString(36).slice(2)}`;

  it("keeps what is taken in until somebody stores it, each event once however often it was sent", async () => {
    const log = createUrl();
    const doors = [await open({ log, only: "ingest" }), await open({ log, only: "ingest" })];
    const batch = [createEvent({ userId: user }), createEvent({ userId: user })];
    for (const { url } of [...doors, ...doors])
      expect(await send(url, batch)).toMatchObject({
        status: 200,
        accepted: [expect.any(String), expect.any(String)],
      });
    expect(await readMetric(doors[0]!.url, "milepost_log_waiting")).toBe(4);
    expect(await readMetric(doors[0]!.url, "milepost_events_logged_total")).toBe(4);
    const all = await open({ log });
    await vi.waitFor(async () => expect(await readMetric(all.url, "milepost_log_waiting")).toBe(0), 20_000);
    expect(await countRows(all.url, user)).toBe(2);
    expect(await readMetric(all.url, "milepost_events_accepted_total")).toBe(2);
    expect(await readMetric(all.url, "milepost_events_duplicate_total")).toBe(6);
  });

  it("leaves out what the database cannot hold, and stores its neighbours", async () => {
    const log = createUrl();
    const door = await open({ log, only: "ingest" });
    await send(door.url, [createEvent({ userId: user }), createEvent({ userId: user })]);
    // As a receiver of another version might have written it.
    const { stream, servers } = readLogUrl(log);
    const connection: NatsConnection = await connect({ servers: servers as string[] });
    const manager = await jetstreamManager(connection);
    const entry = await manager.streams.getMessage(stream, { seq: 1 });
    const [first, second] = entry!.json<Array<Record<string, unknown>>>();
    const odd = { ...first, message_id: `odd-${user}`, at: "no time" };
    await jetstream(connection).publish(
      `${stream}.events`,
      JSON.stringify([odd, { ...second, message_id: `fine-${user}` }]),
    );
    await connection.close();
    const all = await open({ log });
    await vi.waitFor(async () => expect(await readMetric(all.url, "milepost_log_waiting")).toBe(0), 20_000);
    expect(await countRows(all.url, user)).toBe(3);
    const rejected = `milepost_events_rejected_total{code="unstorable"}`.replace(/[{}]/g, "\\$&");
    expect(await readMetric(all.url, rejected)).toBe(1);
  });

  it("refuses what does not fit any more, and drops nothing for it", async () => {
    const log = createUrl();
    const door = await open({ log, only: "ingest" });
    const { stream, servers } = readLogUrl(log);
    const connection = await connect({ servers: servers as string[] });
    const manager = await jetstreamManager(connection);
    await manager.streams.update(stream, { max_bytes: 20_000 });
    const sendLarge = () =>
      send(door.url, [createEvent({ userId: user, properties: { text: "x".repeat(6_000) } })]);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await sendLarge()).status);
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    await manager.streams.update(stream, { max_bytes: -1 });
    await connection.close();
    const all = await open({ log });
    await vi.waitFor(async () => expect(await countRows(all.url, user)).toBe(3), 20_000);
    expect((await sendLarge()).status).toBe(200);
  });

  it.skipIf(programs === undefined)("takes in while the database is away", async () => {
    const log = createUrl();
    const all = await open({ log });
    const thaw = postgres!.freeze();
    onTestFinished(thaw);
    expect((await send(all.url, [createEvent({ userId: user })])).status).toBe(200);
    expect((await fetch(`${all.url}/healthz`)).status).toBe(200);
    expect(await readMetric(all.url, "milepost_log_waiting")).toBe(1);
    thaw();
    await vi.waitFor(async () => expect(await countRows(all.url, user)).toBe(1), 40_000);
  });
});

describe.skipIf(program === undefined)("a log of one server", () => {
  it("keeps what it has over its own end, and stores it", async () => {
    const nats = await startNats(program!, 1);
    onTestFinished(() => nats.stop());
    const door = await open({ log: nats.url, only: "ingest" });
    expect((await send(door.url, [createEvent({ userId: user })])).status).toBe(200);
    await nats.kill(0);
    expect((await send(door.url, [createEvent({ userId: user })])).status).toBe(503);
    expect((await fetch(`${door.url}/healthz`)).status).toBe(503);
    expect((await fetch(`${door.url}/livez`)).status).toBe(200);
    await nats.start(0);
    const all = await open({ log: nats.url });
    await vi.waitFor(async () => expect(await countRows(all.url, user)).toBeGreaterThan(0), 20_000);
  });
});

describe("the address of a log", () => {
  it.each([
    ["nats://a:4222", { servers: ["a:4222"], stream: "milepost", isSecure: false }],
    ["nats://a:4222, nats://b:4222/staging", { servers: ["a:4222", "b:4222"], stream: "staging" }],
    [
      "tls://ana:p%40ss@a:4222",
      { servers: ["a:4222"], user: { name: "ana", password: "p@ss" }, isSecure: true },
    ],
    ["nats://s3cret@a:4222", { servers: ["a:4222"], token: "s3cret" }],
  ])("%s is read", (text, expected) => {
    expect(readLogUrl(text)).toMatchObject(expected);
  });

  it.each([
    ["http://a:4222", 'MILEPOST_LOG: found "http://a:4222", expected servers like nats://10.0.0.1:4222'],
    ["ana:p@a", 'MILEPOST_LOG: found "ana:p@a"'],
    ["kafka://ana:secret@a", 'MILEPOST_LOG: found "kafka://…@a"'],
    ["nats://a:4222/a.b", 'MILEPOST_LOG: found the stream "a.b", expected letters'],
  ])("%s is none, which is said before anything starts", async (text, message) => {
    await expect(readSettings({ MILEPOST_LOG: text })).rejects.toThrow(message);
  });

  it("is needed by who only takes in", async () => {
    const message =
      "MILEPOST_ONLY: found ingest without MILEPOST_LOG, expected a log from which others store";
    await expect(readSettings({ MILEPOST_ONLY: "ingest" })).rejects.toThrow(message);
    await expect(startReceiver({ port: 0, origins: [], only: "ingest" })).rejects.toThrow(message);
  });

  it("at which nobody listens keeps a receiver from starting, without its password in the reason", async () => {
    const log = "nats://ana:s3cret@127.0.0.1:1";
    const failed = startReceiver({ port: 0, origins: [], log, only: "ingest" });
    await expect(failed).rejects.toThrow("MILEPOST_LOG: no server of 127.0.0.1:1 lets it in");
  });
});
