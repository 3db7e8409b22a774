import { describe, expect, test } from "vitest";
import { parse } from "../../../src/sdk/config/parse.ts";
import type { Plan } from "../../../src/sdk/domain/plan/plan.ts";
import { loadPlan } from "../../../src/sdk/runtime/loadPlan.ts";
import type { Chunks } from "../../../src/sdk/runtime/world.ts";

const WHEN = `{ "title": "T", "when": { "event": "E" } }`;
const config = (milestones: string, more = ""): unknown =>
  JSON.parse(`{ "version": 1, "product": "acme", "milestones": {${milestones}} ${more} }`);

describe("a name that means something to every object", () => {
  test.each([
    ["a milestone", config(`"constructor": ${WHEN}`), 'milestones.constructor: found "constructor"'],
    ["a milestone by what changes objects", config(`"__proto__": ${WHEN}`), "milestones.__proto__: found"],
    ["a doc", config("", `, "docs": [{ "id": "toString", "title": "T" }]`), 'docs.0.id: found "toString"'],
    ["the whole", config("", `, "__proto__": { "format": 1 }`), "__proto__: found"],
    ["a language", config(`"a": { "title": { "__proto__": "x" }, "when": { "event": "E" } }`), "__proto__"],
  ])("is refused for %s", (_, given, line) => expect(() => parse(given)).toThrow(line));

  test("is a property's like any other", () => {
    const when = `{ "event": "E", "where": { "constructor": "Lotus" } }`;
    expect(parse(config(`"a": { "title": "T", "when": ${when} }`)).plan.counters).toHaveLength(1);
  });

  test("is refused in a compiled plan too", async () => {
    const { plan } = parse(config(`"a": ${WHEN}`));
    const load = (value: object): Promise<unknown> => loadPlan(value, undefined, {} as Chunks);
    await expect(load(plan)).resolves.toMatchObject({ plan });
    const evil: Plan = { ...plan, milestones: [{ ...plan.milestones[0]!, id: "constructor" }] };
    await expect(load(evil)).rejects.toThrow("found a compiled plan that is damaged");
  });
});
