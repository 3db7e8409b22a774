import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatValue } from "../../../src/widgets/text/format.ts";
import { mergeTraits } from "../../../src/widgets/text/merge.ts";

const NOW = new Date(2026, 4, 4, 12, 0).getTime();
const HOUR = 3_600_000;
const reader = (traits: Record<string, unknown>, locale = "en") => ({
  traits: { user: traits, account: traits },
  locale,
  now: NOW,
  formatValue,
});

describe("a field", () => {
  it.each([
    ["is the trait", "Hi {{user.firstName}}.", { firstName: "Ana" }, "Hi Ana."],
    ["is the account's trait", "{{account.plan}}", { plan: "team" }, "team"],
    ["reaches into a trait", "{{user.address.city}}", { address: { city: "Porto" } }, "Porto"],
    ["falls back when the trait is missing", "Hi {{user.firstName|there}}", {}, "Hi there"],
    ["falls back when the trait is null", "Hi {{user.firstName|there}}", { firstName: null }, "Hi there"],
    ["falls back when the trait is empty", "Hi {{user.firstName|there}}", { firstName: "" }, "Hi there"],
    ["falls back to several words", "{{user.x | good to see you }}", {}, "good to see you"],
    ["is nothing without a fallback", "a{{user.x}}b", {}, "ab"],
    ["keeps zero", "{{user.count|none}}", { count: 0 }, "0"],
    ["keeps false", "{{user.isPaying|unknown}}", { isPaying: false }, "false"],
    ["does not reach what all objects have", "{{user.constructor|safe}}", {}, "safe"],
    ["does not print an object", "{{user.address|somewhere}}", { address: { city: "Porto" } }, "somewhere"],
    ["is left as it is when it names nobody", "{{team.x}} {{user}} {{", {}, "{{team.x}} {{user}} {{"],
    ["is not merged twice", "{{user.x}}", { x: "{{user.y}}", y: "no" }, "{{user.y}}"],
    ["lists a list", "{{user.tags}}", { tags: ["a", "b", "c"] }, "a, b, and c"],
    ["falls back for a form that there is not", "{{user.x:shout|quiet}}", { x: "a" }, "quiet"],
  ])("%s", (_, text, traits, said) => expect(mergeTraits(text, reader(traits))).toBe(said));
});

describe("a form", () => {
  it.each([
    ["in: days", "{{user.x:in}}", new Date(2026, 4, 9, 9).toISOString(), "in 5 days"],
    ["in: a date alone is that day here", "{{user.x:in}}", "2026-05-05", "tomorrow"],
    ["in: today", "{{user.x:in}}", "2026-05-04", "today"],
    ["in: hours", "{{user.x:in}}", NOW + 3 * HOUR, "in 3 hours"],
    ["in: minutes", "{{user.x:in}}", NOW + HOUR / 2, "in 30 minutes"],
    ["in: what is past", "{{user.x:in}}", "2026-05-01", "3 days ago"],
    ["in: months", "{{user.x:in}}", "2026-10-04", "in 5 months"],
    ["in: not a date", "{{user.x:in|soon}}", "some day", "soon"],
    ["in: not a day of the calendar", "{{user.x:in|soon}}", "2026-13-40", "soon"],
    ["in: missing", "{{user.x:in|soon}}", undefined, "soon"],
    ["date", "{{user.x:date}}", "2026-05-04", "May 4, 2026"],
    ["number", "{{user.x:number}}", 12345.5, "12,345.5"],
    ["number: from a string", "{{user.x:number}}", "12345", "12,345"],
    ["number: not one", "{{user.x:number|many}}", "12 pieces", "many"],
    ["money: dollars unless it says", "{{user.x:money}}", 40, "$40.00"],
    ["money: in a currency", "{{user.x:money EUR}}", 40, "€40.00"],
    ["money: no such currency", "{{user.x:money x|a lot}}", 40, "a lot"],
    ["list", "{{user.x:list}}", ["a", "b"], "a and b"],
    ["list: of one", "{{user.x:list}}", "a", "a"],
    ["list: of none", "{{user.x:list|nobody}}", [], "nobody"],
  ])("%s", (_, text, x, said) => expect(mergeTraits(text, reader({ x }))).toBe(said));

  it.each([
    ["{{user.x:in}}", "2026-05-09", "in 5 Tagen"],
    ["{{user.x:number}}", 12345.5, "12.345,5"],
    ["{{user.x:list}}", ["a", "b"], "a und b"],
  ])("%s is written as the reader's language has it", (text, x, said) => {
    expect(mergeTraits(text, reader({ x }, "de"))).toBe(said);
  });

  it("falls back when the locale is no locale", () => {
    expect(mergeTraits("{{user.x:number|many}}", reader({ x: 1 }, "not a locale"))).toBe("many");
  });
});

describe("all forms in each of our languages", () => {
  it.each([
    ["en", "in 5 days", "May 9, 2026", "€1,240.00", "12,480.5", "Ana, Ben, and Cem"],
    ["ar", "خلال 5 أيام", "09\u200f/05\u200f/2026", "\u200f1,240.00\u00a0€", "12,480.5", "Ana وBen وCem"],
    ["de", "in 5 Tagen", "09.05.2026", "1.240,00\u00a0€", "12.480,5", "Ana, Ben und Cem"],
    ["es", "dentro de 5 días", "9 may 2026", "1240,00\u00a0€", "12.480,5", "Ana, Ben y Cem"],
    ["fr", "dans 5 jours", "9 mai 2026", "1\u202f240,00\u00a0€", "12\u202f480,5", "Ana, Ben et Cem"],
    ["it", "tra 5 giorni", "9 mag 2026", "1240,00\u00a0€", "12.480,5", "Ana, Ben e Cem"],
    ["ja", "5 日後", "2026/05/09", "€1,240.00", "12,480.5", "Ana、Ben、Cem"],
    ["nl", "over 5 dagen", "9 mei 2026", "€\u00a01.240,00", "12.480,5", "Ana, Ben en Cem"],
    ["pl", "za 5 dni", "9 maj 2026", "1240,00\u00a0€", "12\u00a0480,5", "Ana, Ben i Cem"],
    ["pt", "em 5 dias", "9 de mai. de 2026", "€\u00a01.240,00", "12.480,5", "Ana, Ben e Cem"],
    ["sv", "om 5 dagar", "9 maj 2026", "1\u00a0240,00\u00a0€", "12\u00a0480,5", "Ana, Ben och Cem"],
    ["zh", "5天后", "2026年5月9日", "€1,240.00", "12,480.5", "Ana、Ben和Cem"],
  ])("%s: in, date, money, number, list", (locale, ahead, date, money, number, list) => {
    const say = (form: string, x: unknown) => mergeTraits(`{{user.x:${form}}}`, reader({ x }, locale));
    expect(say("in", "2026-05-09")).toBe(ahead);
    expect(say("date", "2026-05-09")).toBe(date);
    expect(say("money EUR", 1240)).toBe(money);
    expect(say("number", 12480.5)).toBe(number);
    expect(say("list", ["Ana", "Ben", "Cem"])).toBe(list);
  });

  it.each([
    ["en-GB", "9 May 2026"],
    ["en-US", "May 9, 2026"],
    ["pt-BR", "9 de mai. de 2026"],
    ["pt-PT", "09/05/2026"],
    ["ar-EG", "٠٩\u200f/٠٥\u200f/٢٠٢٦"],
  ])("are those of the reader's country: %s", (locale, date) => {
    expect(mergeTraits("{{user.x:date}}", reader({ x: "2026-05-09" }, locale))).toBe(date);
  });
});

it("never throws, whatever the text and the traits", () => {
  const form = fc.constantFrom("", ":in", ":date", ":number", ":money", ":money EUR", ":list");
  fc.assert(
    fc.property(fc.string(), form, fc.string(), fc.anything(), (before, how, fallback, x) => {
      expect(typeof mergeTraits(`${before}{{user.x${how}|${fallback}}}`, reader({ x }))).toBe("string");
    }),
  );
});
