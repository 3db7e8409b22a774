import { describe, expect, test } from "vitest";
import type { Busy } from "../../../src/sdk/domain/decide/reasons.ts";
import { createGuidance } from "../../../src/sdk/guidance/guidance.ts";
import { statefulKinds } from "../../../src/sdk/guidance/stateful/statefulKinds.ts";
import { telling } from "../../../src/sdk/guidance/tellWaits.ts";
import { createPerson } from "../../helpers/person.ts";

const always = { if: { page: "*" } };
const GUIDES = {
  tip: { type: "tooltip", ...always, target: "#a", title: "Start" },
  list: { type: "checklist", ...always, title: "List", items: [{ milestone: "done" }] },
  spot: { type: "hotspot", ...always, target: "#a", title: "New" },
  help: { type: "help", launcher: "bottom-end" },
};
const milestones = { done: { title: "Done", when: { event: "Done" } } };

/** Somebody who is at something, before a screen on which nothing stands yet. */
function open(
  busy: Busy | undefined,
  {
    guides = GUIDES,
    holdout = 0,
    isTalking = false,
    kept = {},
  }: { guides?: object; holdout?: number; isTalking?: boolean; kept?: object } = {},
) {
  const gaps = holdout ? { gap: { to: "done", bridge: ["tip"], holdout } } : {};
  const person = createPerson({ guides, milestones, gaps });
  const listeners = new Set<() => void>();
  const moments: Array<() => void> = [];
  const takers = new Map<string, () => void>();
  let what = busy;
  let isFresh = true;
  const guidance = createGuidance({
    guided: {
      look: () => person.engine.look(person.state(), person.here(), person.now()),
      take: (guide, gap, deed) => void person.deed(guide, deed, gap),
      report: () => {},
      track: () => {},
    },
    kept,
    kinds: statefulKinds,
    isWanted: () => true,
    isFresh: () => isFresh,
    locales: ["en"],
    mode: "auto",
    wakeAt: () => {},
    activity: {
      getBusy: () => what,
      getPointer: () => undefined,
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    tabTurns: {
      whenMine(guide, run) {
        takers.set(guide, run);
        return () => takers.delete(guide);
      },
    },
    ...(isTalking && {
      later(_, run) {
        moments.push(run);
        return () => void moments.splice(moments.indexOf(run), 1);
      },
    }),
  });
  guidance.refresh();
  const find = (id: string) => guidance.views().find(({ plan }) => plan.id === id)!;
  return {
    guidance,
    find,
    /** Asks at the entrance as the widgets do; the list has what has come in. */
    ask(...ids: string[]) {
      const opened: string[] = [];
      const undos = ids.map((id) => guidance.whenFree(find(id).key, () => opened.push(id)));
      return { opened, callOff: () => undos.forEach((undo) => void undo()) };
    },
    become(next: Busy | undefined) {
      what = next;
      for (const listener of [...listeners]) listener();
    },
    /** A moment passes in which nothing changes. */
    pass: () => moments.splice(0).forEach((run) => void run()),
    person,
    /** The user does something in the page. */
    act() {
      isFresh = false;
      guidance.refresh();
    },
    seen: () => guidance.views().map(({ plan }) => plan.id),
    giveTurn: (guide: string) => takers.get(guide)?.(),
    turns: () => [...takers.keys()],
    waiting: () => listeners.size,
    show: (id: string) => guidance.tell({ kind: "shown", key: find(id).key }),
    why(id: string) {
      const one = guidance.decisions(telling).find(({ guide }) => guide === id)!;
      return one.show ? "shown" : one.reason.code === "busy" ? one.reason.why : one.reason.code;
    },
  };
}

describe("while the page may still be saying who is at work", () => {
  test("nothing opens by itself for a moment; what is asked for does, and what is due later", () => {
    const { ask, pass, giveTurn, guidance, find, person, why } = open(undefined, { isTalking: true });
    const { opened } = ask("tip", "help");
    expect([opened, why("tip")]).toEqual([["help"], "settling"]);
    person.identify({ plan: "pro" });
    guidance.refresh();
    expect([opened, why("tip")]).toEqual([["help"], "settling"]);
    pass();
    giveTurn("tip");
    expect(opened).toEqual(["help", "tip"]);
    guidance.start("list");
    expect(guidance.views().some(({ plan }) => plan.id === "list")).toBe(true);
    expect(find("tip")).toBeDefined();
  });

  test("a user who was at work on the page before does not wait", () => {
    const { user, account } = createPerson({}).here();
    const known = { isTalking: true, kept: { userId: user, account } };
    const { ask, giveTurn } = open(undefined, known);
    const { opened } = ask("tip", "help");
    giveTurn("tip");
    expect(opened).toEqual(["help", "tip"]);
  });

  test.each([
    ["another user", { userId: "bo" }],
    ["the same user, for another account", { userId: "ana", account: "other" }],
    ["nobody who was known", {}],
  ])("who comes after %s does", (_, kept) => {
    expect(open(undefined, { isTalking: true, kept }).why("tip")).toBe("settling");
  });
});

describe("what opens by itself", () => {
  test("waits while the user is busy, says why, and opens once when that has ended", () => {
    const { ask, become, giveTurn, show, why, waiting } = open("typing");
    const { opened } = ask("tip");
    expect([opened, why("tip")]).toEqual([[], "typing"]);
    become("acting");
    expect([opened, why("tip")]).toEqual([[], "acting"]);
    become(undefined);
    giveTurn("tip");
    expect([opened, why("tip"), waiting()]).toEqual([["tip"], "waiting", 0]);
    show("tip");
    expect(why("tip")).toBe("shown");
    become("typing");
    become(undefined);
    expect(opened).toEqual(["tip"]);
  });

  test.each([
    ["a checklist", "list", true],
    ["a hotspot", "spot", false],
    ["help", "help", false],
  ] as const)("may be %s, which waits or is the user's to open", (_, id, waits) => {
    const { ask } = open("typing");
    expect(ask(id).opened).toEqual(waits ? [] : [id]);
  });

  test("waits in the same way where it is held out", () => {
    const { ask, become, giveTurn, find } = open("dialog", { holdout: 1 });
    expect(find("tip").heldOut).toBe(true);
    const { opened } = ask("tip");
    expect(opened).toEqual([]);
    become(undefined);
    giveTurn("tip");
    expect(opened).toEqual(["tip"]);
  });

  test("is not kept from the user who asks for it meanwhile", () => {
    const { guidance, ask } = open("typing");
    const { opened } = ask("tip");
    guidance.start("tip");
    expect(opened).toEqual(["tip"]);
  });

  test("stays when the user goes on after it has come", () => {
    const { ask, become, giveTurn, show, why } = open(undefined);
    const { opened } = ask("tip");
    giveTurn("tip");
    show("tip");
    become("typing");
    expect([opened, why("tip"), ask("tip").opened]).toEqual([["tip"], "shown", ["tip"]]);
  });

  test("lets others pass where it is a modal that waited while the user began to work", () => {
    const modal = { type: "modal", ...always, title: "Hello", priority: 9 };
    const waiting = open("dialog", { guides: { modal, tip: GUIDES.tip } });
    waiting.act();
    expect(waiting.seen()).toEqual(["tip"]);
    const standing = open(undefined, { guides: { modal, tip: GUIDES.tip } });
    standing.show("modal");
    standing.act();
    expect(standing.seen()).toEqual(["modal"]);
  });

  test("is called off with what has waited for it", () => {
    const { ask, become, waiting } = open("typing");
    const { opened, callOff } = ask("tip");
    callOff();
    become(undefined);
    expect([opened, waiting()]).toEqual([[], 0]);
  });
});

describe("over several tabs", () => {
  test("an interruption waits for its turn and gives it back when it goes", () => {
    const { ask, giveTurn, why, guidance, find, turns } = open(undefined);
    const { opened } = ask("tip");
    expect([opened, why("tip"), turns()]).toEqual([[], "other-tab", ["tip"]]);
    giveTurn("tip");
    expect(opened).toEqual(["tip"]);
    guidance.tell({ kind: "dismissed", key: find("tip").key });
    expect(turns()).toEqual([]);
  });

  test("looks again when the turn comes: the user may be busy by then", () => {
    const { ask, become, giveTurn } = open(undefined);
    const { opened } = ask("tip");
    become("typing");
    giveTurn("tip");
    expect(opened).toEqual([]);
    become(undefined);
    expect(opened).toEqual(["tip"]);
  });

  test("what the user opens does not wait, and has the others wait", () => {
    const { ask, guidance, turns } = open(undefined, {
      guides: { tip: { ...GUIDES.tip, if: { page: "/no" } } },
    });
    guidance.start("tip");
    expect([ask("tip").opened, turns()]).toEqual([["tip"], ["tip"]]);
    guidance.stop();
    expect(turns()).toEqual([]);
  });
});
