import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Analytics } from "@segment/analytics-node";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Front, NAMES, SECRET, startFront } from "../clients/front.ts";
import { readDocument } from "../docs/document.ts";

let front: Front;
const folder = mkdtempSync(join(tmpdir(), "milepost-clients-"));

beforeAll(async () => {
  front = await startFront();
});
afterAll(async () => {
  await front?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How somebody sends all of them for a user, in the way that their library is documented. */
const clients: Readonly<Record<string, (user: string) => Promise<void>>> = {
  async "@segment/analytics-node"(userId) {
    const client = new Analytics({ writeKey: SECRET, host: front.url, flushAt: 200, flushInterval: 100 });
    for (const event of NAMES) client.track({ userId, event, properties: { total: 40 } });
    await client.closeAndFlush({ timeout: 60_000 });
  },
  async "posthog-node"(distinctId) {
    const host = `${front.url}/v1`;
    const client = new PostHog(SECRET, { host, flushAt: 100, fetchRetryCount: 5, fetchRetryDelay: 100 });
    for (const event of NAMES) client.capture({ distinctId, event, properties: { total: 40 } });
    await client.shutdown(60_000);
  },
  async "curl, by the line of the document"(userId) {
    const { code } = readDocument("docs/receiver.md").fences.find((fence) => fence.code.startsWith("gzip"))!;
    const at = new Date().toISOString();
    const batch = NAMES.map((event, i) => ({
      type: "track",
      event,
      userId,
      messageId: `curl-${i}`,
      timestamp: at,
    }));
    for (let i = 0; i < NAMES.length; i += 250) {
      writeFileSync(join(folder, "events.json"), JSON.stringify({ batch: batch.slice(i, i + 250) }));
      const line = code.replace("https://receiver.acme.example", front.url);
      await promisify(execFile)("sh", ["-c", line], { cwd: folder, env: { ...process.env, SECRET } });
    }
  },
};

describe("a client of somebody else's delivers each of a thousand events once, over a way that fails", () => {
  it.each(Object.keys(clients))("%s", async (name) => {
    const before = { ...front.seen };
    const user = `user-of-${name.replace(/[^a-z]+/g, "-")}`;
    await clients[name]!(user);
    expect((await front.getEvents(user)).toSorted()).toEqual(NAMES);
    expect(front.seen.refused).toBeGreaterThan(before.refused);
    expect(front.seen.lost).toBeGreaterThan(before.lost);
    if (!name.startsWith("@segment")) expect(front.seen.packed).toBeGreaterThan(before.packed);
  });
});
