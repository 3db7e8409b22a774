import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, IN_MEMORY, openEmbedded } from "../../src/receiver/database/embedded.ts";
import {
  type ReceiverOptions,
  type RunningReceiver,
  startReceiver,
} from "../../src/receiver/startReceiver.ts";
import { IMAGE } from "../helpers/emptyDatabase.ts";
import { createEvent, getHeld, post } from "./receiver.ts";

/** As it was before anybody vouched for a row. */
const EARLIER = [
  `create table events (
    write_key text not null, message_id text not null, seq bigint not null generated always as identity,
    type text not null, event text, user_id text, anonymous_id text, group_id text, at timestamptz not null,
    received_at timestamptz not null, properties jsonb not null, traits jsonb not null, context jsonb not null,
    primary key (write_key, message_id),
    check (user_id is not null or anonymous_id is not null)
  )`,
  "create view events_by_person as select e.*, e.user_id as person from events e",
  "create view names as select distinct on (write_key, user_id) write_key, user_id, event as name from events",
  `insert into events (write_key, message_id, type, event, anonymous_id, at, received_at, properties, traits, context)
    values ('acme', 'm-1', 'track', 'Kept', 'visitor-1', '2026-03-02', '2026-03-02', '{}', '{}', '{}')`,
];

let home: string;
let dataDir: string;
let running: RunningReceiver[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "milepost-embedded-"));
  dataDir = join(home, "collector");
});
afterEach(async () => {
  await Promise.all(running.map((collector) => collector.close()));
  running = [];
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<ReceiverOptions> = {}): Promise<RunningReceiver> {
  const collector = await startReceiver({ port: 0, origins: [], dataDir, ...options });
  running.push(collector);
  return collector;
}

async function stop(collector: RunningReceiver): Promise<void> {
  running = running.filter((other) => other !== collector);
  await collector.close();
}

const getEvents = async ({ url }: RunningReceiver) => (await getHeld(url)).rows.map((row) => row.event);

describe("a collector on a database of an earlier one", () => {
  it("keeps its rows, and still knows them", async () => {
    const database = await openEmbedded(IN_MEMORY + IMAGE);
    // A statement of its own would be given up after a second and a half, which a busy machine may take.
    await database.transaction(async ({ query }) => {
      for (const statement of EARLIER) await query(statement);
    }, 60_000);
    const collector = await start({ database });
    const event = createEvent({ event: "Kept", messageId: "m-1" });
    const reply = await post(`${collector.url}/v1/batch`, { writeKey: "acme", batch: [event] });
    expect(await reply.json()).toEqual({ accepted: ["m-1"], rejected: [] });
    expect(await getEvents(collector)).toEqual(["Kept"]);
    await stop(collector);
  });
});

describe("a collector on a folder of its own", () => {
  // One folder through all of its days: to open a database takes seconds.
  it("holds what it had accepted over restarts and deaths, alone, until it is to start fresh", async () => {
    const event = createEvent({ event: "Kept" });
    const send = ({ url }: RunningReceiver) => post(`${url}/v1/batch`, { writeKey: "acme", batch: [event] });
    const first = await start();
    await send(first);
    await expect(start(), "another one on its folder").rejects.toThrow(FolderInUse);
    await stop(first);
    expect(existsSync(`${dataDir}.lock`), "left behind").toBe(false);

    // Whose process ended without a word does not hold it for ever.
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(`${dataDir}.lock`, String(pid));
    const second = await start();
    expect(readFileSync(`${dataDir}.lock`, "utf8")).toBe(String(process.pid));
    expect(await getEvents(second)).toEqual(["Kept"]);
    expect(await (await send(second)).json()).toEqual({ accepted: [event.messageId], rejected: [] });
    expect(await getEvents(second)).toEqual(["Kept"]);
    await stop(second);
    expect(await getEvents(await start({ fresh: true }))).toEqual([]);
  });

  it("frees its folder when its port is taken", async () => {
    const other = createServer().listen(0);
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow("EADDRINUSE");
    expect(existsSync(`${dataDir}.lock`)).toBe(false);
    other.close();
  });
});
