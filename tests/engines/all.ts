import { describe } from "vitest";
import { openChromium } from "./chromium.ts";
import { openFirefox } from "./firefox.ts";
import { describeKeyboard } from "./suites/keyboard.ts";
import { describeLifeCycle } from "./suites/lifeCycle.ts";
import { describePlacement } from "./suites/placement.ts";
import { openWebKit } from "./webkit.ts";

const ENGINES = { Chromium: openChromium, Firefox: openFirefox, WebKit: openWebKit };

describe.each(Object.entries(ENGINES))("%s", (_, open) => {
  describe("placement", () => describePlacement(open));
  describe("keyboard", () => describeKeyboard(open));
  describe("life cycle", () => describeLifeCycle(open));
});
