import { describe, expect, test } from "vitest";
import { type ConsentInput, resolveConsent } from "../../../src/sdk/runtime/consent.ts";

const NOTHING: ConsentInput = {
  said: undefined,
  option: undefined,
  config: undefined,
  optedOut: false,
  asksForPrivacy: () => false,
  respectSignals: false,
};

describe("the level of consent", () => {
  test.each<[that: string, input: Partial<ConsentInput>, level: ReturnType<typeof resolveConsent>]>([
    ["is guide-only where nobody has given one", {}, "guide-only"],
    ["is the config's", { config: "guide-only" }, "guide-only"],
    ["is the option's before the config's", { option: "none", config: "full" }, "none"],
    ["is what a call has said, before both", { said: "full", option: "none", config: "none" }, "full"],
    [
      "is open where the option is none, whatever the config says",
      { option: "ful", config: "full" },
      undefined,
    ],
    ["is open where the config's is none", { config: "all" }, undefined],
    ["is what a call has said, whatever the option is", { said: "guide-only", option: 7 }, "guide-only"],
    ["is none for whom has opted out", { said: "full", optedOut: true }, "none"],
    ["is none for whom has opted out, by option and config too", { config: "full", optedOut: true }, "none"],
    ["is none for whom has opted out, where nobody has given one", { optedOut: true }, "none"],
    [
      "is guide-only where the browser asks for privacy and the config heeds it",
      { said: "full", asksForPrivacy: () => true, respectSignals: true },
      "guide-only",
    ],
    ["is full where the config does not heed that", { said: "full", asksForPrivacy: () => true }, "full"],
    ["is full where the browser does not ask", { said: "full", respectSignals: true }, "full"],
    [
      "is none where that is given, also where the browser asks for privacy",
      { option: "none", asksForPrivacy: () => true, respectSignals: true },
      "none",
    ],
  ])("%s", (_, input, level) => {
    expect(resolveConsent({ ...NOTHING, ...input })).toBe(level);
  });
});
