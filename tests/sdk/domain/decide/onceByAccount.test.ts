import { describe, expect, test } from "vitest";
import { readProgressReply } from "../../../../src/sdk/progress/readProgressReply.ts";
import { createPerson, START, type TestPerson } from "../../../helpers/person.ts";

const config = {
  guides: {
    tip: {
      type: "tooltip",
      target: "#a",
      title: "Tip",
      if: { event: "Opened" },
      repeat: { once: "account" },
    },
  },
};
const come = (user: string, account = "acme"): TestPerson => {
  const person = createPerson(config, { user, account });
  person.group({});
  person.track("Opened");
  return person;
};
/** What a receiver has told the browser of another person of the account. */
const hear = (person: TestPerson, shown: object): void => {
  const { plan } = person.engine;
  const known = { plan, account: "acme", now: person.now(), since: START };
  const { state } = readProgressReply({ accounts: { acme: { milestones: {}, shown } } }, known);
  person.setState(person.engine.merge(person.state(), state));
};
const AT = new Date(START - 60_000).toISOString();

describe("a guide that an account sees once", () => {
  test("is shown to the first of its people, and not again to them", () => {
    const ana = come("ana");
    expect(ana.verdict("tip")).toBe("show");
    ana.deed("tip", { did: "shown", heldOut: false, selfOpened: false });
    // It stands until it is closed, whatever is known by now.
    expect(ana.verdict("tip", { live: new Set(["tip"]) })).toBe("show");
    ana.wait("1d");
    ana.press();
    expect(ana.verdict("tip")).toBe("once");
  });

  test("is not shown to the others, once a receiver has told of it", () => {
    const bea = come("bea");
    expect(bea.verdict("tip")).toBe("show");
    hear(bea, { tip: AT });
    expect(bea.verdict("tip")).toBe("once");
    bea.group({}, "studio");
    expect(bea.verdict("tip")).toBe("show");
  });

  test("is another guide's showing no reason against", () => {
    const bea = come("bea");
    hear(bea, { other: AT, constructor: AT });
    expect(bea.verdict("tip")).toBe("show");
  });

  test("is spent alike by who is held out, and not by who opens it", () => {
    const count = (heldOut: boolean, selfOpened: boolean): number => {
      const ana = come("ana");
      ana.deed("tip", { did: "shown", heldOut, selfOpened });
      return Object.values(ana.state().accounts.acme!.counters).flat().length;
    };
    expect(count(true, false)).toBe(1);
    expect(count(false, false)).toBe(1);
    expect(count(false, true)).toBe(0);
  });

  test("is shown once to somebody without an account", () => {
    const eva = createPerson(config, { user: "eva" });
    eva.track("Opened");
    expect(eva.verdict("tip")).toBe("show");
    eva.deed("tip", { did: "shown", heldOut: false, selfOpened: false });
    eva.wait("1d");
    eva.press();
    expect(eva.verdict("tip")).toBe("once");
  });
});
