import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeHref as check } from "../../../src/widgets/text/href.ts";

const BASE = "https://acme.example/";
const safeHref = (address: string, base = BASE) => check(address, base);

describe("an address that is followed", () => {
  it.each([
    "https://acme.example/pay?x=1#top",
    "http://localhost:3000/a",
    "HTTPS://acme.example",
    "mailto:help@acme.example",
    "tel:+4930123",
    "/invoices/new",
    "invoices",
    "?tab=2",
    "#total",
    "//cdn.acme.example/a",
    "/at/10:30",
  ])("%s", (address) => expect(safeHref(address)).toBe(address));

  it("stays with a page that has no https itself", () => {
    expect(safeHref("/pay", "http://intranet/")).toBe("/pay");
    expect(safeHref("//intranet/pay", "http://intranet/")).toBe("//intranet/pay");
    expect(safeHref("//evil.example/pay", "http://intranet/")).toBeUndefined();
  });

  it("comes without the white space around it", () => expect(safeHref("  /pay ")).toBe("/pay"));
});

describe("an address that is not", () => {
  it.each(
    [
      "",
      " ",
      "javascript:alert(1)",
      "JavaScript:alert(1)",
      " javascript:alert(1)",
      "java\nscript:alert(1)",
      "java\tscript:alert(1)",
      "\u0001javascript:alert(1)",
      "/a\u0000b",
      "data:text/html,<b>",
      "vbscript:x",
      "blob:https://acme.example/1",
      "file:///etc/passwd",
      "http://acme.example",
      "http://localhost.evil.example",
      "https://acme.example@evil.example",
      "https://",
    ].map((address) => [JSON.stringify(address), address] as const),
  )("%s", (_, address) => {
    expect(safeHref(address)).toBeUndefined();
  });
});

it("never leads to another scheme, as the browser reads it", () => {
  const scheme = fc.constantFrom("javascript", "data", "vbscript", "JaVaScRiPt", "file", "blob");
  const noise = fc.constantFrom("", " ", "\n", "\t", "\u0000", "\u00a0", "/", "\\");
  fc.assert(
    fc.property(noise, scheme, noise, noise, fc.string(), (before, name, inside, after, rest) => {
      const href = safeHref(`${before}${name.slice(0, 3)}${inside}${name.slice(3)}${after}:${rest}`);
      if (href === undefined || !URL.canParse(href, BASE)) return;
      expect(["https:", "mailto:", "tel:"]).toContain(new URL(href, BASE).protocol);
    }),
  );
});
