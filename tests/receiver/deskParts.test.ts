import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "../../src/insights/words/csv.ts";
import {
  LINKED_SCREENS,
  type Place,
  readPlace,
  SCREENS,
  toAddress,
} from "../../src/receiver/page/address.ts";
import { MANY_HOSTILE } from "../helpers/hostileTexts.ts";

const day = fc.constantFrom("", "2026-03-01", "2026-12-31");
const places: fc.Arbitrary<Place> = fc.record({
  screen: fc.constantFrom(...LINKED_SCREENS),
  journey: fc.string(),
  segment: fc.string(),
  owner: fc.string(),
  from: day,
  to: day,
  id: fc.string({ unit: "grapheme" }),
  day,
  link: fc.constantFrom("", "said.signed"),
});

describe("an address of Mission Control", () => {
  test.each(SCREENS)("leads back to %s, but with a link to what that opens", (screen) => {
    const lead = (link: string) =>
      readPlace(new URL(toAddress({ ...readPlace(""), screen, link }), "http://localhost").search).screen;
    expect(lead("")).toBe(screen);
    expect(lead("a.b")).toBe(LINKED_SCREENS.includes(screen) ? screen : "owners");
  });

  test("leads back to the place that it was made of, whatever its names are", () => {
    fc.assert(
      fc.property(places, (place) => {
        const { search } = new URL(toAddress(place), "http://localhost");
        expect(readPlace(search)).toEqual(place);
      }),
    );
  });

  test("that nobody has made leads to today, with what of it can be read", () => {
    const { screen, from, journey } = readPlace("?view=nonsense&from=yesterday&journey=activation");
    expect({ screen, from, journey }).toEqual({ screen: "today", from: "", journey: "activation" });
  });
});

describe("a table as CSV", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1+1", "'  =1+1"],
    ["-3", "-3"],
    ["+8", "+8"],
    ["-4 %", "-4 %"],
    ['say "no", please', '"say ""no"", please"'],
    ["two\nlines", '"two\nlines"'],
  ])("has %j as %j", (cell, written) => expect(toCsv([[cell]])).toBe(written));

  test("has no text in it that a spreadsheet would run", () => {
    const rows = MANY_HOSTILE.map((text) => [text]);
    for (const row of rows) expect(toCsv([row])).not.toMatch(/^"?\s*[=+\-@|](?![\d.,]+( %)?$)/);
  });
});
