import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { GuideDeed } from "../../src/sdk/domain/state/facts.ts";
import { check, type Expectation, getShown } from "./expectation.ts";
import type { TestPerson } from "./person.ts";

/** A person before a screen: what is decided to show is drawn when the story says so, and leaves when it has to. */
export interface Stage {
  readonly person: TestPerson;
  /** Lets time go by to a moment. */
  waitUntil(moment: number): void;
  /** Loads a page: this one again, or that one. */
  load(path?: string): void;
  /** The address changes, the page stays. */
  visit(path: string): void;
  /** Draws a guide that is to show, or holds it out. */
  see(guide: string): void;
  /** Opens a guide because the user wants it. */
  open(guide: string): void;
  /** The target of a guide that is to show does not come on this page. */
  miss(guide: string): void;
  /** Something was done with a guide that stands there. */
  do(guide: string, deed: GuideDeed): void;
  /** A page that slept hears what time it is. */
  catchUp(): void;
  /** What has to leave the screen does. */
  refresh(): void;
  check(expected: Expectation): void;
}

/** @param asleep Nothing ticks in the page while time goes by: the next fact finds out what has become of it. */
export function createStage(person: TestPerson, asleep: boolean): Stage {
  const live = new Set<string>();
  const asked = new Set<string>();
  const missing = new Set<string>();
  let told = 0;
  const look = () => person.decide({ live, asked, missing });
  const find = (guide: string) => look().decisions.find((one) => one.guide === guide);

  function findShown(guide: string) {
    const decision = find(guide);
    if (decision?.show) return decision;
    throw new Error(`${guide} is not to show: ${decision?.reason.code ?? "unknown"}`);
  }

  /** Time alone changes nothing on the screen that was not foreseen. */
  function pass(span: number): void {
    const before = look();
    const wake = Math.min(before.wake, person.state().wake);
    person.wait(span);
    const [was, is] = [getShown(before.decisions), getShown(look().decisions)];
    if (isDeepStrictEqual(was, is)) return;
    expect(wake, `foresees that [${was}] becomes [${is}]`).toBeLessThanOrEqual(person.now());
  }

  const stage: Stage = {
    person,
    waitUntil(moment) {
      const span = moment - person.now();
      if (!(span >= 0)) throw new Error("Time does not go back");
      if (asleep) person.sleep(span);
      else pass(span);
    },
    load(path = person.here().url) {
      live.clear();
      stage.visit(path);
    },
    visit(path) {
      missing.clear();
      person.visit(path);
    },
    see(guide) {
      const { gap, heldOut, selfOpened } = findShown(guide);
      live.add(guide);
      person.deed(guide, { did: "shown", heldOut, selfOpened }, gap);
    },
    open(guide) {
      asked.add(guide);
      stage.see(guide);
    },
    miss(guide) {
      const { gap } = findShown(guide);
      missing.add(guide);
      person.deed(guide, { did: "missing" }, gap);
    },
    do(guide, deed) {
      if (!live.has(guide)) throw new Error(`${guide} is not on screen`);
      const gap = find(guide)?.gap;
      if (deed.did !== "skipped") for (const set of [live, asked]) set.delete(guide);
      person.deed(guide, deed, gap);
    },
    catchUp: () => void person.wait(0),
    refresh() {
      for (const { guide, show } of look().decisions) if (!show) live.delete(guide);
    },
    check(expected) {
      stage.catchUp();
      stage.refresh();
      const { decisions } = look();
      const isAnyShown = decisions.some((one) => one.show && !one.selfOpened);
      if (isAnyShown) expect(person.mayShow(), "the quick look misses nothing").toBe(true);
      check(person, decisions, person.reports.slice(told), expected);
      told = person.reports.length;
    },
  };
  return stage;
}
