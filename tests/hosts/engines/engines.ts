import { preparePrograms } from "../../engines/programs.ts";
import { getBrowserPath } from "../../helpers/chromium.ts";
import type { HostBrowser } from "./hostPage.ts";
import { openChromium, openFirefox } from "./playwright.ts";
import { openWebKit } from "./webkit.ts";

/** What the hosts can be opened in. */
export interface HostEngine {
  /** It is there before the first test. */
  prepare(): void;
  open(): Promise<HostBrowser>;
}

const ENGINES = {
  chromium: { prepare: () => void getBrowserPath(), open: openChromium },
  firefox: { prepare: () => preparePrograms(["firefox"]), open: openFirefox },
  webkit: { prepare: () => preparePrograms(["webkit", "minibrowser", "xvfb"]), open: openWebKit },
} satisfies Readonly<Record<string, HostEngine>>;

export type EngineName = keyof typeof ENGINES;

const isEngine = (name: string): name is EngineName => Object.hasOwn(ENGINES, name);

/** The name of the engine that HOSTS_ENGINE gives; Chromium without it. @throws Error that names what it may be. */
export function getEngineName(): EngineName {
  const name = process.env.HOSTS_ENGINE || "chromium";
  if (isEngine(name)) return name;
  throw new Error(`HOSTS_ENGINE: found ${name}, expected one of ${Object.keys(ENGINES).join(", ")}`);
}

export const getEngine = (): HostEngine => ENGINES[getEngineName()];
