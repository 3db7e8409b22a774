import { describe } from "vitest";
import { openChromium } from "../engines/chromium.ts";
import { describeKeyboard } from "../engines/suites/keyboard.ts";

describe("by the keyboard alone", () => describeKeyboard(openChromium));
