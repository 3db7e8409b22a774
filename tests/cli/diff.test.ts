import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolder, type Folder, milepost } from "./command.ts";

const LOG = "tests/data/contributions.jsonl";

/** The config of before: a library's contributors, of the log. */
const OLD = {
  version: 1,
  product: "library",
  milestones: {
    first: { title: "First change", when: { event: "Change Landed" } },
    five: { title: "Five changes", when: { event: "Change Landed", count: 5 } },
    tested: { title: "A tested fix", when: { event: "Change Landed", where: { kind: "fix", tests: true } } },
    linked: { title: "A linked one", when: { event: "Change Landed", where: { linked: true } } },
  },
  segments: [
    { id: "new", when: { milestone: "first", is: "reached" } },
    { id: "regular", when: { milestone: "five", is: "reached" } },
  ],
  journeys: { start: { title: "Start", milestones: ["first", "tested"] } },
  gaps: {
    gone: { from: "first", to: "five", opens: { silent: "90d" }, bridge: ["welcome"], holdout: 0.2 },
    untested: { from: "first", to: "tested", bridge: ["how"] },
  },
  guides: {
    welcome: { type: "banner", title: "Welcome back" },
    how: { type: "checklist", title: "How to test", items: [{ milestone: "tested" }] },
  },
};

type Config = typeof OLD;
// biome-ignore lint/suspicious/noExplicitAny: a config is edited at any place
type Edit = (config: any) => void;

let folder: Folder;
let old: string;
beforeAll(() => {
  folder = createFolder();
  old = folder.write("old.json", OLD);
});
afterAll(() => folder.remove());

async function diff(edit: Edit) {
  const config: Config = structuredClone(OLD);
  edit(config);
  const { out, err, code } = await milepost("diff", old, folder.write("new.json", config), LOG, "--json");
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const { people, ...difference } = JSON.parse(out);
  expect(people).toBe(PEOPLE);
  return difference;
}

const NOTHING = {
  milestones: {},
  journeys: {},
  segments: {},
  gaps: {},
  guides: {},
  hands: {},
  arms: {},
  empty: [],
};

/** Of the log, counted by themselves from its lines. */
interface Contributor {
  readonly id: string;
  readonly changes: number;
  readonly fixed: boolean;
  readonly linked: boolean;
  readonly first: number;
  readonly last: number;
}
function readContributors(): { readonly all: readonly Contributor[]; readonly end: number } {
  const byId = new Map<string, Contributor>();
  const seen = new Set<string>();
  let end = 0;
  for (const line of readFileSync(LOG, "utf8").trim().split("\n")) {
    const { messageId, userId: id, timestamp, properties } = JSON.parse(line);
    if (seen.has(messageId)) continue;
    seen.add(messageId);
    const last = Date.parse(timestamp);
    const { changes = 0, fixed = false, linked = false, first = last } = byId.get(id) ?? {};
    end = Math.max(end, last);
    byId.set(id, {
      id,
      changes: changes + 1,
      fixed: fixed || (properties.kind === "fix" && properties.tests),
      linked: linked || properties.linked,
      first: Math.min(first, last),
      last,
    });
  }
  return { all: [...byId.values()], end };
}
const { all, end } = readContributors();
const PEOPLE = all.length;
const countOf = (holds: (one: Contributor) => boolean): number => all.filter(holds).length;
const DAY = 86_400_000;
const isSilent = ({ last }: Contributor): boolean => end - last >= 90 * DAY;

describe("milepost diff over a real log finds what was planted, and nothing else:", () => {
  test("a config that is as it was changes nothing for anybody", async () => {
    expect(await diff(() => {})).toEqual(NOTHING);
    expect(await diff((config) => (config.guides.how.title = "Test it"))).toEqual(NOTHING);
  });

  test("a milestone that is given another id is open again for all who had reached it", async () => {
    const found = await diff((config) => {
      config.milestones["five-changes"] = {
        title: "Five",
        when: { event: "Change Landed", count: 5, within: "52w" },
      };
      delete config.milestones.five;
      config.segments.pop();
      config.gaps.gone.to = "five-changes";
    });
    expect(found.milestones.five).toEqual({ unfinished: countOf(({ changes }) => changes >= 5) });
    expect(found.empty).toEqual(["milestones.five-changes.when"]);
  });

  test("with its former id in `was` it keeps its past", async () => {
    const found = await diff((config) => {
      config.milestones["five-changes"] = { ...config.milestones.five, was: "five" };
      delete config.milestones.five;
      config.segments[1].when.milestone = "five-changes";
      config.gaps.gone.to = "five-changes";
    });
    const past = countOf(({ changes }) => changes >= 5);
    expect(found).toEqual({
      ...NOTHING,
      milestones: { five: { unfinished: past }, "five-changes": { reached: past } },
    });
  });

  test("a milestone that joins a journey un-finishes it for who has not reached that", async () => {
    const found = await diff((config) => config.journeys.start.milestones.push("five"));
    expect(found).toEqual({
      ...NOTHING,
      journeys: { start: { unfinished: countOf(({ fixed, changes }) => fixed && changes < 5) } },
    });
  });

  test("a milestone that asks for less of what is counted is reached at once, or later", async () => {
    const found = await diff(
      (config) => (config.milestones.linked.when = { milestone: "first", is: "reached" }),
    );
    expect(found).toEqual({
      ...NOTHING,
      milestones: { linked: { reached: countOf(({ linked }) => !linked) } },
    });
  });

  test("a new gap is open for all whom it concerns, and its guide shows", async () => {
    const found = await diff((config) => {
      config.gaps.unlinked = { from: "first", to: "linked", bridge: ["link"] };
      config.guides.link = { type: "checklist", title: "Link it", items: [{ milestone: "linked" }] };
    });
    const unlinked = countOf(({ linked }) => !linked);
    expect(found).toEqual({
      ...NOTHING,
      gaps: { unlinked: { opened: unlinked } },
      guides: { link: { shown: unlinked } },
    });
  });

  test("a gap for fewer people closes for the others, and its guide goes", async () => {
    const found = await diff((config) => (config.gaps.untested.for = { milestone: "linked", is: "reached" }));
    const others = countOf(({ fixed, linked }) => !fixed && !linked);
    expect(found).toEqual({
      ...NOTHING,
      gaps: { untested: { closed: others } },
      guides: { how: { gone: others } },
    });
  });

  test("a guide that asks for more goes", async () => {
    const found = await diff((config) => (config.guides.how.if = { milestone: "linked", is: "reached" }));
    expect(found).toEqual({
      ...NOTHING,
      guides: { how: { gone: countOf(({ fixed, linked }) => !fixed && !linked) } },
    });
  });

  test("a draft is gone", async () => {
    const found = await diff((config) => (config.guides.how.status = "draft"));
    expect(found).toEqual({ ...NOTHING, guides: { how: { gone: countOf(({ fixed }) => !fixed) } } });
  });

  test("a gap of another id opens anew, and closes under the former one", async () => {
    const found = await diff((config) => {
      config.gaps["not-tested"] = config.gaps.untested;
      delete config.gaps.untested;
    });
    const untested = countOf(({ fixed }) => !fixed);
    expect(found).toEqual({
      ...NOTHING,
      gaps: { untested: { closed: untested }, "not-tested": { opened: untested } },
    });
  });

  test("a larger holdout moves those whose arm is not drawn yet", async () => {
    const found = await diff((config) => (config.gaps.untested.holdout = 1));
    // Those who had seen its guide keep their arm.
    expect(found.arms.untested.moved).toBeGreaterThan(0);
    expect(found.arms.untested.moved).toBeLessThanOrEqual(countOf(({ fixed }) => fixed));
    expect({ ...found, arms: {} }).toEqual(NOTHING);
  });

  test("a rung of the ladder that asks for less moves people up", async () => {
    const found = await diff((config) => (config.segments[1].when = { milestone: "tested", is: "reached" }));
    const up = countOf(({ fixed, changes }) => fixed && changes < 5);
    const down = countOf(({ fixed, changes }) => !fixed && changes >= 5);
    expect(found).toEqual({
      ...NOTHING,
      segments: { new: { joined: down, left: up }, regular: { joined: up, left: down } },
    });
  });

  test("a condition that counts otherwise begins at nothing", async () => {
    const found = await diff(
      (config) => (config.milestones.five.when = { event: "Change Landed", count: 6 }),
    );
    expect(found).toEqual({ ...NOTHING, empty: ["milestones.five.when"] });
  });

  describe("a call at the end of a bridge", () => {
    const call: Edit = (config) => config.gaps.untested.bridge.push({ hand: "csm", after: "30d" });
    const diffCalls = async (before: Edit, after: Edit) => {
      const [one, other] = [before, after].map((edit, i) => {
        const config: Config = structuredClone(OLD);
        edit(config);
        return folder.write(`hands-${i}.json`, config);
      });
      const { out, err } = await milepost("diff", one!, other!, LOG, "--json");
      expect(err).toBe("");
      return JSON.parse(out);
    };
    /** Who is in the gap, by how long ago it opened for them: at their first change, when its guide was shown. */
    const since = (from: number, to: number): number =>
      countOf(({ fixed, first }) => !fixed && end - first >= from * DAY && end - first < to * DAY);

    test("hands on at once who has waited for so long, of the last eight days, and the others later", async () => {
      const { people, ...found } = await diffCalls(() => {}, call);
      const expected = { told: since(30, 38), awaited: since(0, 30) };
      expect(expected.awaited).toBeGreaterThan(0);
      expect(people).toBe(PEOPLE);
      const rung = Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0));
      expect(found).toEqual({ ...NOTHING, hands: { "untested.csm": rung } });
    });

    test("that is taken away hands nobody on any more", async () => {
      const { hands } = await diffCalls(call, () => {});
      expect(hands).toEqual({ "untested.csm": { gone: countOf(({ fixed }) => !fixed) } });
    });

    test("that comes sooner hands on now who waits for it", async () => {
      const sooner: Edit = (config) => config.gaps.untested.bridge.push({ hand: "csm", after: "1d" });
      const { hands } = await diffCalls(call, sooner);
      const told = since(1, 9);
      expect(hands).toEqual(told > 0 ? { "untested.csm": { told } } : {});
      expect((await diffCalls(call, call)).hands).toEqual({});
    });

    test("says it in words", async () => {
      const config: Config = structuredClone(OLD);
      call(config);
      const { out } = await milepost("diff", old, folder.write("new.json", config), LOG);
      expect(out).toMatch(/^ {2}hands\.untested\.csm +\d+ will be handed on, if they stay in the gap$/m);
    });
  });

  test("a gap that opens sooner is open for who has been away for so long", async () => {
    const found = await diff((config) => (config.gaps.gone.opens = { silent: "30d" }));
    const sooner = countOf((one) => one.changes < 5 && end - one.last >= 30 * DAY && !isSilent(one));
    expect(found.gaps).toEqual(sooner > 0 ? { gone: { opened: expect.any(Number) } } : {});
    expect({ ...found, gaps: {}, guides: {} }).toEqual(NOTHING);
  });
});

describe("milepost diff", () => {
  const write = (edit: Edit): string => {
    const config = structuredClone(OLD);
    edit(config);
    return folder.write("changed.json", config);
  };
  const longer: Edit = (config) => {
    config.journeys.start.milestones.push("five");
    config.milestones.five.when.count = 6;
  };

  test("says it in words", async () => {
    const { out } = await milepost("diff", old, write(longer), LOG);
    expect(out).toMatch(/^\d+ people of the log, from the moment at which it ends:$/m);
    expect(out).toMatch(/^ {2}journeys\.start +\d+ had finished it, and have not any more$/m);
    expect(out).toMatch(/^ {2}milestones\.five\.when: found a count of "Change Landed"/m);
  });

  test("says so where nothing changes", async () => {
    const { out } = await milepost("diff", old, old, LOG);
    expect(out).toContain("  nothing changes for anybody\nall counts go on\n");
  });

  test("writes the comment of a pull request", async () => {
    const { out } = await milepost("diff", old, write(longer), LOG, "--markdown");
    expect(out).toMatch(/^\| `journeys\.start` \| \d+ \| had finished it, and have not any more \|$/m);
    expect(out).toContain("- `milestones.five.when`");
  });

  test("says without a log what begins at nothing", async () => {
    const { out, code } = await milepost("diff", old, write(longer));
    expect(out).toMatch(/^what begins to count at nothing:\n {2}milestones\.five\.when: /);
    expect(code).toBe(0);
  });

  test.each([
    [["diff"], "expected the config of before and the one of now"],
    [["diff", "a.json"], "expected the config of before and the one of now"],
    [["diff", "a.json", "b.json", "--json", "--markdown"], "found --json beside --markdown"],
    [["diff", "nothing.json", "b.json"], "nothing.json: there is no such file"],
  ])("says in words what keeps it from its work: %j", async (words, line) => {
    const { err, code } = await milepost(...words);
    expect(err).toContain(line);
    expect(code).toBe(1);
  });
});
