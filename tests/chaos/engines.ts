import { openChromium } from "./chromium.ts";
import type { Engine } from "./engine.ts";
import { openFirefox } from "./firefox.ts";
import { openWebKit } from "./webkit.ts";

export type EngineName = "chromium" | "firefox" | "webkit";

/** The engines that the rows are tried in. */
export const ENGINES: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebKit,
};

export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];
