import { describe } from "vitest";
import { ENGINES as CHAOS } from "../chaos/engines.ts";
import { kill } from "../chaos/rows/kill.ts";
import { openChromium } from "./chromium.ts";
import { openFirefox } from "./firefox.ts";
import { describeDelivery } from "./suites/delivery.ts";
import { describeInspector } from "./suites/inspector.ts";
import { describeKeyboard } from "./suites/keyboard.ts";
import { describeLifeCycle } from "./suites/lifeCycle.ts";
import { describePlacement } from "./suites/placement.ts";
import { openWebKit } from "./webkit.ts";

const ENGINES = [
  ["Chromium", openChromium, CHAOS.chromium, []],
  ["Firefox", openFirefox, CHAOS.firefox, [kill]],
  ["WebKit", openWebKit, CHAOS.webkit, [kill]],
] as const;

describe.each(ENGINES)("%s", (_, open, openChaos, without) => {
  describe("placement", () => describePlacement(open));
  describe("keyboard", () => describeKeyboard(open));
  describe("life cycle", () => describeLifeCycle(open));
  describe("inspector", () => describeInspector(open));
  describe("delivery", () => describeDelivery(openChaos, without));
});
