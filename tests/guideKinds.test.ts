import { describe, expect, test } from "vitest";
import { SCENES } from "../examples/gallery/scenes/all.ts";
import { createConditionCompiler } from "../src/sdk/config/compile/compileConditions.ts";
import { compileGuide } from "../src/sdk/config/compile/compileGuides.ts";
import type { GuideConfig } from "../src/sdk/config/guideSchema.ts";
import { parse } from "../src/sdk/config/parse.ts";
import { GUIDE_EVENTS, GUIDE_KINDS, getKind } from "../src/sdk/domain/plan/guideKinds.ts";
import { INTERRUPTING, interrupts } from "../src/sdk/domain/plan/guideManners.ts";
import type { GuideType } from "../src/sdk/domain/plan/plan.ts";
import { createChunks } from "../src/widgets/chunks.ts";
import { getCode, getRows, readDocument } from "./docs/document.ts";

/** All that a type of guide takes beside its row in the table. What is missing of it fails here by the type's name. */
const TYPES = Object.keys(GUIDE_KINDS) as GuideType[];

const reference = readDocument("docs/config.md");
const EXAMPLES = reference.fences
  .filter(({ words }) => words[0] === "guides")
  .flatMap(({ code }) => Object.values<GuideConfig>(JSON.parse(code)));
const findExample = (type: GuideType) => EXAMPLES.find((guide) => guide.type === type);

/** What is wrong with a config whose one guide says nothing but its type. */
function getFaults(type: string): string {
  try {
    parse({ version: 1, product: "acme", milestones: {}, guides: { it: { type } } });
    return "";
  } catch (error) {
    return String(error);
  }
}

const TITLES = { milestone: (id: string) => id, outcomes: {} };

describe.each(TYPES)("a guide of the type %s", (type) => {
  test("has a form in the schema", () => {
    expect(getFaults("no-such-type")).toContain("guides.it.type");
    expect(getFaults(type)).not.toContain("guides.it.type");
  });

  test("has a row and an example in the reference", () => {
    expect(getRows(reference, "guide type").flatMap(([cell]) => getCode(cell!))).toContain(type);
    expect(findExample(type)).toBeDefined();
  });

  test("is compiled", () => {
    const plan = compileGuide("it", findExample(type)!, createConditionCompiler(), TITLES);
    expect(plan).toMatchObject({ id: "it", type, repeat: expect.anything(), actions: expect.any(Array) });
  });

  test("has something that draws it", async () => {
    const { loaded, need } = createChunks(() => {});
    need([type]);
    await expect.poll(() => loaded[type]).toBeTypeOf("function");
  });

  test("stands in a scene of the gallery", () => {
    expect(SCENES.flatMap(({ views }) => views.map((view) => view.type))).toContain(type);
  });
});

describe("the table of the kinds", () => {
  test("caps by name in limits just those that interrupt, as the reference says", () => {
    expect(getRows(reference, "key").map(([cell]) => getCode(cell!))).toContainEqual(INTERRUPTING);
    const withCap = (type: GuideType) => ({
      version: 1,
      product: "acme",
      milestones: {},
      limits: { [type]: { perDay: 1 } },
    });
    for (const type of TYPES) {
      if (interrupts(type)) {
        expect(parse(withCap(type)).plan.limits.byType).toEqual({ [type]: { perDay: 1 } });
      } else expect(() => parse(withCap(type))).toThrow(`limits.${type}`);
    }
  });

  test("lets what can be closed for good be gone, and completes by a press what can be completed", () => {
    for (const type of TYPES) {
      const events: readonly string[] = GUIDE_EVENTS[type];
      if (events.includes("dismissed")) expect(events, type).toContain("gone");
      if (getKind(type).endsOnPress)
        expect(events, type).toEqual(expect.arrayContaining(["completed", "pressed"]));
    }
  });
});
