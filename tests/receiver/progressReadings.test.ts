import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, it, vi } from "vitest";
import type { PastEvent } from "../../src/receiver/database/people/past.ts";
import { createGate } from "../../src/receiver/lib/gate.ts";
import { createShared } from "../../src/receiver/lib/shared.ts";
import { createTurns } from "../../src/receiver/lib/threadTurns.ts";
import { deriveProgress } from "../../src/receiver/progress/deriveProgress.ts";
import { plan } from "./progressPlan.ts";

/** Work that ends when it is told to, and says how often it was begun. */
function createWork() {
  const ends: Array<(result: string) => void> = [];
  return {
    begun: () => ends.length,
    end: (i: number) => ends[i]!(`result ${i}`),
    work: () =>
      new Promise<string>((resolve) => {
        ends.push(resolve);
      }),
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("one reading of progress", () => {
  it("serves all who ask while one runs, with exactly one more", async () => {
    const shared = createShared<string>(createGate(4, 500));
    const { begun, end, work } = createWork();
    const first = shared.run("ana", work);
    await settle();
    const others = Array.from({ length: 100 }, () => shared.run("ana", work));
    await settle();
    expect(begun()).toBe(1);
    end(0);
    // After one that took long there is a pause.
    await vi.waitFor(() => expect(begun()).toBe(2), 20_000);
    await settle();
    expect(begun()).toBe(2);
    end(1);
    expect(await first).toBe("result 0");
    expect(new Set(await Promise.all(others))).toEqual(new Set(["result 1"]));
  });

  it("goes on to the next where one fails, and tells those who shared it", async () => {
    const shared = createShared<string>(createGate(1, 500));
    const broken = () => Promise.reject(new Error("no database"));
    const two = [shared.run("ana", broken), shared.run("ana", broken)];
    expect((await Promise.allSettled(two)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await shared.run("ana", async () => "well")).toBe("well");
  });

  it("runs beside those of three others, and keeps so many waiting", async () => {
    const shared = createShared<string>(createGate(4, 2));
    const { begun, end, work } = createWork();
    const running = Array.from({ length: 6 }, (_, i) => shared.run(`user ${i}`, work));
    await settle();
    expect(begun()).toBe(4);
    await expect(shared.run("one too many", work)).rejects.toMatchObject({ code: "busy", retryAfter: 1 });
    for (let i = 0; i < 6; i++) {
      end(i);
      await settle();
    }
    expect(await Promise.all(running)).toHaveLength(6);
    expect(await shared.run("one too many", async () => "well")).toBe("well");
  });
});

describe("a derivation", () => {
  const past = Array.from(
    { length: 20_000 },
    (_, n): PastEvent => ({
      message_id: `m${String(n).padStart(6, "0")}`,
      type: "track",
      event: n % 3 ? "Invoice Sent" : "Guide Shown",
      person: `user ${n % 200}`,
      group_id: "studio",
      subject: `user ${n % 200}`,
      member: true,
      kept: null,
      at: Date.UTC(2026, 2, 2) + n * 60_000,
      properties: { gap_id: "no-team", member: `${n % 200}` },
      traits: {},
      path: null,
      url: null,
      zone: null,
      channel: null,
    }),
  );
  const of = { plan, user: "user 0", accounts: ["studio"], verified: true, now: Date.UTC(2026, 3, 2) };

  it("of 20,000 events of 200 people lets others go on in between", async () => {
    const turns = createTurns();
    await deriveProgress(past.slice(0, 2_000), of, turns);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let goes = 0;
    const others = setInterval(() => {
      goes += 1;
    }, 1);
    const start = performance.now();
    await turns.take();
    const { accounts } = await deriveProgress(past, of, turns);
    const took = performance.now() - start;
    clearInterval(others);
    delay.disable();
    expect(Object.keys(accounts)).toEqual(["studio"]);
    // A turn of 8 ms and a rest of 8: of the whole time, others have a good part.
    expect(goes).toBeGreaterThan(took / 40);
    expect(delay.percentile(99) / 1e6).toBeLessThan(60);
  });

  it("that is short waits for none that is long", async () => {
    const turns = createTurns();
    let isLongOver = false;
    await turns.take();
    const long = deriveProgress(past, of, turns).then(() => {
      isLongOver = true;
    });
    for (let i = 0; i < 3; i++) {
      await turns.take();
      await deriveProgress(past.slice(0, 10), of, turns);
    }
    expect(isLongOver).toBe(false);
    await long;
  });
});
