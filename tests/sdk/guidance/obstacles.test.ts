import { describe, expect, it } from "vitest";
import type { EvalContext } from "../../../src/sdk/domain/state/evalContext.ts";
import { createObstacles, type Obstacles } from "../../../src/sdk/guidance/obstacles.ts";

const MINUTE = 60_000;

function start() {
  const said: string[] = [];
  let looks = 0;
  let draws = 0;
  const scene = { now: 0, index: { guides: new Map() } } as unknown as EvalContext;
  const obstacles = createObstacles({
    container: "#place",
    say: (code) => void said.push(code),
    guided: { look: () => scene },
    asked: new Set(),
    panel: { open: false, doc: undefined, news: false },
    views: { get: () => [], draw: () => void draws++ },
    refresh: () => void looks++,
  });
  return { obstacles, said, looks: () => looks, draws: () => draws };
}

describe("a type of guide whose drawing did not load", () => {
  it("is left alone for three minutes, and says when it is to be tried again", () => {
    const { obstacles, said } = start();
    expect(obstacles.wake(0)).toBe(Number.POSITIVE_INFINITY);
    obstacles.lack("banner", new Error("no answer"));
    expect(said).toEqual(["chunk-missing"]);
    expect(obstacles.wake(3 * MINUTE - 1)).toBe(3 * MINUTE);
    expect(obstacles.isLacking("banner")).toBe(true);
    expect(obstacles.isLacking("modal")).toBe(false);
    expect(obstacles.wake(3 * MINUTE)).toBe(Number.POSITIVE_INFINITY);
    expect(obstacles.isLacking("banner")).toBe(false);
  });

  it("is tried again on the next page", () => {
    const { obstacles } = start();
    obstacles.lack("banner", new Error("no answer"));
    obstacles.clear();
    expect(obstacles.isLacking("banner")).toBe(false);
  });
});

describe("what keeps corners clear", () => {
  it.each([
    ["after three minutes", (it) => void it.wake(3 * MINUTE)],
    ["on the next page", (it) => it.clear()],
  ] satisfies ReadonlyArray<readonly [string, (it: Obstacles) => void]>)(
    "that did not load is said once, and tried again %s, though nothing else changes",
    (_, pass) => {
      const { obstacles, said, draws } = start();
      obstacles.lack("keepClear", new Error("no answer"));
      expect(said).toEqual(["chunk-missing"]);
      expect(obstacles.wake(3 * MINUTE - 1)).toBe(3 * MINUTE);
      expect([obstacles.isLacking("keepClear"), draws()]).toEqual([true, 0]);
      pass(obstacles);
      expect([obstacles.isLacking("keepClear"), draws()]).toEqual([false, 1]);
    },
  );
});

describe("an element of ours that is not in the page", () => {
  it("is told of once, however often it comes and goes", () => {
    const { obstacles, said, looks } = start();
    for (const absence of ["container", "container", undefined, "container"] as const)
      obstacles.miss(absence);
    expect(said).toEqual(["container-missing"]);
    expect(looks()).toBe(3);
    expect(obstacles.absence()).toBe("container");
  });

  it("may come again on the next page where this one did not want it; a place that is waited for is waited for on", () => {
    const { obstacles } = start();
    obstacles.miss("removed");
    obstacles.clear();
    expect(obstacles.absence()).toBeUndefined();
    obstacles.miss("container");
    obstacles.clear();
    expect(obstacles.absence()).toBe("container");
  });
});
