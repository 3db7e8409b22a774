import { describe, expect, test } from "vitest";
import type { GuideDeed } from "../../../src/sdk/domain/state/facts.ts";
import { createGuidance } from "../../../src/sdk/guidance/guidance.ts";
import { statefulKinds } from "../../../src/sdk/guidance/stateful/statefulKinds.ts";
import type { View } from "../../../src/sdk/stage.ts";
import { createPerson, type TestPerson } from "../../helpers/person.ts";

const ACTIONS = [
  { label: "Talk to us", lead: "full-serve", thanks: "We will write to you." },
  { label: "Later", snooze: "1d" },
];
const tip = { type: "tooltip", if: { page: "*" }, target: "#a", title: "Grow", actions: ACTIONS };
const other = { ...tip, title: "Other", priority: -1, actions: [] };
const spot = { type: "hotspot", if: { page: "*" }, target: "#a", doc: "leads" };
const tour = {
  type: "tour",
  steps: [
    { title: "One", actions: ACTIONS },
    { title: "Two", actions: [] },
  ],
};
const docs = [{ id: "leads", title: "How we work together", body: "Closely." }];

/** A tab of somebody who uses a product with these guides. */
function openTab(guides: object, isFresh = true) {
  return openFor(createPerson({ guides, docs }), isFresh);
}

function openFor(person: TestPerson, isFresh = true, report: (...said: unknown[]) => void = () => {}) {
  const raised: unknown[][] = [];
  const guidance = createGuidance({
    guided: {
      look: () => person.engine.look(person.state(), person.here(), person.now()),
      take: (guide: string, gap: string | undefined, deed: GuideDeed) => void person.deed(guide, deed, gap),
      report: (event, properties) => {
        raised.push([event, properties.lead ?? properties.answer]);
        report(event, properties);
      },
      track: () => {},
    },
    kinds: statefulKinds,
    isWanted: () => true,
    isFresh: () => isFresh,
    locales: ["en"],
    mode: "auto",
    wakeAt: () => {},
  });
  guidance.refresh();
  const find = (id: string) => guidance.views().find(({ plan }) => plan.id === id);
  return {
    person,
    guidance,
    raised,
    find,
    show: (id: string) => guidance.tell({ kind: "shown", key: find(id)!.key }),
    press: (id: string, action: number) => guidance.tell({ kind: "pressed", key: find(id)!.key, action }),
    /** What stands on the screen: ids, and what they say of a press. */
    seen: () => guidance.views().map(({ plan, phase, thanks }) => [plan.id, phase, thanks]),
  };
}

describe("a target that does not come", () => {
  const open = (holdout: number) => {
    const milestones = { done: { title: "Done", when: { event: "Done" } } };
    const gaps = { stuck: { to: "done", bridge: ["pointer"], holdout } };
    const guides = {
      pointer: { type: "tooltip", target: "#a", title: "Here", fallback: "instead" },
      instead: { type: "modal", title: "Instead" },
    };
    const tab = openFor(createPerson({ milestones, gaps, guides }));
    tab.guidance.tell({ kind: "missing", key: tab.find("pointer")!.key });
    return tab.seen().map(([id]) => id);
  };

  test("gives way to the fallback", () => {
    expect(open(1e-9)).toContain("instead");
  });

  test("gives way to nothing for who is held out", () => {
    expect(open(1)).not.toContain("instead");
  });
});

describe("a lead button with a word of thanks", () => {
  test("hands the user on, completes its guide at once, and says the word until it is closed", () => {
    const { press, show, seen, guidance, find, raised, person } = openTab({ tip });
    show("tip");
    press("tip", 0);
    expect(raised).toEqual([["Lead Raised", "full-serve"]]);
    expect(person.told().at(-1)).toBe("Guide Completed: tip");
    expect(seen()).toEqual([["tip", "done", "We will write to you."]]);
    guidance.refresh();
    expect(seen()).toHaveLength(1);
    guidance.tell({ kind: "gone", key: find("tip")!.key });
    expect(seen()).toEqual([]);
  });

  test("is not talked over by the next guide, which comes when it is closed", () => {
    const { press, show, seen, guidance, find } = openTab({ tip, other });
    show("tip");
    press("tip", 0);
    expect(seen()).toEqual([["tip", "done", "We will write to you."]]);
    guidance.tell({ kind: "gone", key: find("tip")!.key });
    expect(seen()).toEqual([["other", "live", undefined]]);
  });

  test("leaves with the page that it was read on", () => {
    const { press, show, seen, guidance } = openTab({ tip });
    show("tip");
    press("tip", 0);
    guidance.move("https://acme.example/elsewhere");
    expect(seen()).toEqual([]);
  });

  test("goes on with its tour, and is not said of the next step", () => {
    const { press, show, seen, guidance, find } = openTab({ tour });
    guidance.start("tour");
    show("tour");
    press("tour", 0);
    expect(seen()).toEqual([["tour", "live", "We will write to you."]]);
    guidance.tell({ kind: "step", key: find("tour")!.key, step: 1 });
    expect(seen()).toEqual([["tour", "live", undefined]]);
  });

  test("leaves the other buttons as they are", () => {
    const { press, show, seen } = openTab({ tip });
    show("tip");
    press("tip", 1);
    expect(seen()).toEqual([]);
  });
});

describe("a modal", () => {
  const modal = { type: "modal", if: { page: "*" }, title: "Grow", priority: 9 };

  test("comes before a tooltip of less priority on a fresh page", () => {
    expect(openTab({ modal, tip }).seen()).toEqual([["modal", "live", undefined]]);
  });

  test("lets the tooltip pass where the user is at work, and opens when they ask for it", () => {
    const { guidance, seen } = openTab({ modal, tip }, false);
    expect(seen()).toEqual([["tip", "live", undefined]]);
    guidance.start("modal");
    expect(seen()).toEqual([["modal", "live", undefined]]);
  });
});

describe("a survey", () => {
  const nps = {
    type: "survey",
    if: { page: "*" },
    question: [
      { kind: "nps", ask: "How likely?" },
      { kind: "choice", ask: "What do you use?", choices: [{ en: "Invoices", de: "Rechnungen" }, "Reports"] },
      { kind: "story", ask: "What changed?" },
    ],
    then: [
      { atLeast: 9, guide: "more" },
      { atMost: 6, lead: "full-serve" },
    ],
  };
  const more = { type: "survey", question: { kind: "text", ask: "Tell us." } };
  const answered = (answers: ReadonlyArray<number | string | null>, contact = false) => {
    const tab = openTab({ nps, more });
    tab.show("nps");
    tab.guidance.tell({ kind: "answered", key: tab.find("nps")!.key, draft: { at: 2, answers, contact } });
    return tab;
  };

  test("reports each answer, and nothing of what was skipped", () => {
    expect(answered([8, null, ""]).raised).toEqual([["Survey Answered", 8]]);
    expect(answered([7, 0, "All."]).raised).toEqual([
      ["Survey Answered", 7],
      ["Survey Answered", "Invoices"],
      ["Story Told", "All."],
    ]);
  });

  test("is completed by Send, and thanks until it is closed", () => {
    const { person, seen, guidance } = answered([8]);
    expect(person.told().at(-1)).toBe("Guide Completed: nps");
    expect(seen()).toEqual([["nps", "done", true]]);
    guidance.refresh();
    expect(seen()).toHaveLength(1);
  });

  test("goes on to the guide that the first answer leads to", () => {
    expect(answered([9]).seen()).toEqual([["more", "live", undefined]]);
  });

  test.each([
    [[3], true, true],
    [[3], false, false],
    [[8], true, false],
    [[null, 1], true, false],
  ] as const)(
    "raises a lead from a low score only where the user agrees: %j, %s",
    (answers, agrees, raises) => {
      expect(answered([...answers], agrees).raised.some(([event]) => event === "Lead Raised")).toBe(raises);
    },
  );

  test("asks for that only while the first answer would hand them on", () => {
    const { guidance, find } = openTab({ nps, more });
    const draft = (score: number) => {
      const { key } = find("nps")!;
      guidance.tell({ kind: "drafted", key, draft: { at: 0, answers: [score], contact: false } });
      return find("nps");
    };
    expect(find("nps")).toMatchObject({ asksContact: false });
    expect(draft(2)).toMatchObject({ asksContact: true });
    expect(draft(9)).toMatchObject({ asksContact: false });
  });

  test("keeps what was written when it is closed, over a reload and a join of devices, until it is sent", () => {
    const { guidance, find, show, person } = openTab({ more });
    guidance.start("more");
    show("more");
    const draft = { at: 0, answers: ["Half a th"], contact: false };
    guidance.tell({ kind: "drafted", key: find("more")!.key, draft });
    guidance.tell({ kind: "dismissed", key: find("more")!.key });
    const { engine } = person;
    person.setState(
      engine.merge(structuredClone(person.state()), createPerson({ guides: { more } }).state()),
    );
    const next = openFor(person);
    next.guidance.start("more");
    expect(next.find("more")).toMatchObject({ draft });
    next.guidance.tell({ kind: "answered", key: next.find("more")!.key, draft });
    next.guidance.start("more");
    expect(next.find("more")).not.toHaveProperty("draft");
  });
});

describe("help", () => {
  const help = { type: "help", launcher: "bottom-end" };
  const published = [
    { id: "old", title: "Old", body: "-", published: "2026-01-01" },
    { id: "today", title: "Today", body: "-", published: "2026-01-05" },
    { id: "later", title: "Later", body: "-", published: "2026-01-07T12:00:00Z" },
  ];
  const shelf = (view: View | undefined, name: "fresh" | "news" | "again") =>
    view?.type === "help" ? view[name]?.map(({ id }) => id) : undefined;

  test("counts nothing as new at a first visit, then what came since the last one, by the day", () => {
    const person = createPerson({ guides: { help }, docs: published });
    expect(shelf(openFor(person).find("help"), "fresh")).toEqual([]);
    person.wait("1d");
    person.visit();
    expect(shelf(openFor(person).find("help"), "fresh")).toEqual(["today"]);
    person.wait("2d");
    person.visit();
    expect(shelf(openFor(person).find("help"), "fresh")).toEqual(["later"]);
  });

  test("has a list of what is new, the latest first, which a button opens", () => {
    const banner = { type: "banner", title: "News", actions: [{ label: "What changed", doc: "new" }] };
    const person = createPerson({ guides: { help, banner }, docs: published });
    const { guidance, press, find, show } = openFor(person);
    guidance.start("banner");
    show("banner");
    press("banner", 0);
    expect(shelf(find("help"), "news")).toEqual(["today", "old"]);
    expect(find("banner")).toBeUndefined();
  });

  test("has again what the user has closed, until it is completed or its gap is bridged", () => {
    const person = createPerson({
      milestones: { sent: { title: "Send", when: { event: "Invoice Sent" } } },
      gaps: { stuck: { to: "sent", bridge: ["tip"] } },
      guides: { help, tip: { ...tip, if: { page: "*" } } },
    });
    const { guidance, find, show } = openFor(person);
    show("tip");
    guidance.tell({ kind: "dismissed", key: find("tip")!.key });
    guidance.tell({ kind: "opened", key: find("help")!.key });
    expect(shelf(find("help"), "again")).toEqual(["tip"]);
    guidance.tell({ kind: "opened", key: find("help")!.key, guide: "tip" });
    expect(find("tip")).toMatchObject({ selfOpened: true });
    expect(find("help")).toMatchObject({ open: false });
    guidance.tell({ kind: "dismissed", key: find("tip")!.key });
    person.track("Invoice Sent");
    guidance.start("help");
    expect(shelf(find("help"), "again")).toEqual([]);
  });

  test("reports what was searched for, and whether an article helped", () => {
    const reported: unknown[] = [];
    const { guidance, find } = openFor(createPerson({ guides: { help }, docs }), true, (...one) =>
      reported.push(one),
    );
    const { key } = find("help")!;
    guidance.tell({ kind: "searched", key, query: "quantum", hits: 0 });
    guidance.tell({ kind: "rated", key, doc: "leads", helpful: false });
    expect(reported).toEqual([
      ["Doc Searched", { query: "quantum", hits: 0 }],
      ["Doc Rated", { doc_id: "leads", helpful: false }],
    ]);
  });
});

describe("a launcher", () => {
  const launcher = { type: "launcher", target: "#a", title: "Show me around" };

  test("needs no gap and no condition, and opens its guide, or help where it names none", () => {
    const { find, guidance } = openTab({ guided: { ...launcher, guide: "tour" }, plain: launcher, tour });
    guidance.tell({ kind: "opened", key: find("guided")!.key });
    expect(find("tour")).toMatchObject({ selfOpened: true });
    guidance.tell({ kind: "opened", key: find("plain")!.key });
    expect(find("help")).toMatchObject({ open: true });
  });
});

describe("tips that are paused", () => {
  const paused = (tips: "today" | "off") => {
    const tab = openTab({ tip, other, spot, tour });
    tab.show("tip");
    tab.guidance.tell({ kind: "paused", key: tab.find("tip")!.key, tips });
    return tab;
  };
  const ids = (tab: ReturnType<typeof paused>) => {
    tab.guidance.refresh();
    return tab.seen().map(([id]) => id);
  };

  test("go at once, on every device, and are reported; what does not interrupt stays", () => {
    const tab = paused("off");
    expect(ids(tab)).toEqual(["spot"]);
    expect(tab.person.reports.at(-2)).toMatchObject({ event: "Tips Paused", properties: { paused: true } });
    const { engine } = tab.person;
    const elsewhere = createPerson({ guides: { tip, other, spot, tour }, docs }, { device: "two" });
    elsewhere.setState(engine.merge(elsewhere.state(), structuredClone(tab.person.state())));
    expect(
      openFor(elsewhere)
        .seen()
        .map(([id]) => id),
    ).toEqual(["spot"]);
  });

  test("come again with the next day, by the user's own clock, or stay away for good", () => {
    const [today, ever] = [paused("today"), paused("off")];
    for (const { person } of [today, ever]) person.wait("14h");
    expect(ids(today)).toEqual(["spot"]);
    for (const { person } of [today, ever]) person.wait("2h");
    expect(ids(today)).toEqual(["tip", "spot"]);
    expect(ids(ever)).toEqual(["spot"]);
  });

  test("come again when the user turns them on, and hold back nothing that the user opens", () => {
    const tab = paused("off");
    tab.guidance.start("tour");
    expect(ids(tab)).toEqual(["spot", "tour"]);
    tab.guidance.end("tour");
    tab.guidance.tell({ kind: "paused", key: tab.find("spot")!.key, tips: "on" });
    expect(ids(tab)).toEqual(["tip", "spot"]);
  });
});

test("what bridges a gap says which success it helps towards", () => {
  const person = createPerson({
    milestones: { sent: { title: "Send an invoice", when: { event: "Invoice Sent" } } },
    gaps: { stuck: { to: "sent", bridge: ["tip"] } },
    guides: { tip: { type: "tooltip", target: "#a" } },
  });
  expect(openFor(person).find("tip")?.towards).toBe("Send an invoice");
});

test("a hotspot knows the article that it opens", () => {
  const { find } = openTab({ spot });
  expect(find("spot")).toMatchObject({ type: "hotspot", doc: { title: "How we work together" } });
});
