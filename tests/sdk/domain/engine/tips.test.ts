import fc from "fast-check";
import { expect, test } from "vitest";
import type { GuideDeed } from "../../../../src/sdk/domain/state/facts.ts";
import { createPerson, DAY } from "../../../helpers/person.ts";

const config = {
  guides: { ask: { type: "survey", if: { page: "*" }, question: { kind: "text", ask: "Why?" } } },
};

/** What somebody may do at a time on one of their devices: pause tips, turn them on, or write in a survey. */
const deed: fc.Arbitrary<GuideDeed> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((days): GuideDeed => ({ did: "paused", until: days * DAY })),
  fc
    .string()
    .map((text): GuideDeed => ({ did: "drafted", draft: { at: 0, answers: [text], contact: false } })),
);
const deeds = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), deed), { maxLength: 6 });

test("what is said of tips, and half written, joins alike in any order and any number of times", () => {
  fc.assert(
    fc.property(deeds, deeds, deeds, (...devices) => {
      const { engine } = createPerson(config);
      const [a, b, c] = devices.map((done, i) => {
        const person = createPerson(config, { device: `${i}` });
        for (const [minutes, one] of done) {
          person.wait(minutes * 60_000);
          person.deed("ask", one);
        }
        return person.state();
      });
      const pick = (state: typeof a) => [state!.tips, state!.guides.ask?.draft];
      const whole = pick(engine.merge(engine.merge(a!, b!), c!));
      expect(pick(engine.merge(a!, engine.merge(c!, b!)))).toEqual(whole);
      expect(pick(engine.merge(engine.merge(b!, a!), engine.merge(c!, b!)))).toEqual(whole);
    }),
  );
});

test("the later word on tips stands, whichever device it comes from", () => {
  const one = createPerson(config, { device: "one" });
  const two = createPerson(config, { device: "two" });
  one.deed("ask", { did: "paused", until: Number.MAX_SAFE_INTEGER });
  two.wait("1h");
  two.deed("ask", { did: "paused", until: 0 });
  expect(one.verdict("ask")).toBe("tips-paused");
  one.setState(one.engine.merge(one.state(), two.state()));
  expect(one.verdict("ask")).toBe("show");
});
