import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMadeUpYear } from "../../examples/madeUpYear.ts";
import type { Index, Views } from "../../src/receiver/figures/views/views.ts";
import type { Running } from "../../src/receiver/http/listen.ts";
import type { About } from "../../src/receiver/overview/getOverview.ts";
import { readLive } from "./receiver.ts";

let door: Running;
beforeAll(async () => {
  door = await startMadeUpYear({ port: 0, accounts: 2 });
});
afterAll(() => door?.close());

const ask = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

describe("a year that is made up", () => {
  test("fills a Mission Control of its own for who comes to it, says so, and has figures that end today", async () => {
    const visits = await Promise.all([1, 2].map(() => fetch(door.url, { redirect: "manual" })));
    const [url, other] = visits.map(({ headers }) => headers.get("location")!);
    expect(other).toBe(url);

    const shares: number[] = [];
    for await (const { event, data } of readLive(url!)) {
      if (event !== "overview") continue;
      shares.push((JSON.parse(data) as About).madeUp!);
      if (shares.at(-1) === 1) break;
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));

    await expect
      .poll(() => ask<Index>(`${url}/v1/figures`), { timeout: 20_000 })
      .toMatchObject({
        waiting: 0,
        users: expect.toSatisfy((users: number) => users > 3),
      });
    const { end, standings } = await ask<Views["standings"]>(`${url}/v1/figures/standings`);
    expect(standings.map(({ journey }) => journey)).toEqual(["activation", "ascend"]);
    expect(Math.abs(end! - Date.now())).toBeLessThan(8 * 86_400_000);
  }, 60_000);
});
