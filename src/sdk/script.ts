/** The script tag's door: reads the tag, takes the early calls, and becomes `window.milepost`. */

import type { Consent } from "./domain/plan/plan.ts";
import { createHost } from "./instance/createHost.ts";
import { createMilepost } from "./instance/createMilepost.ts";
import type { InitOptions, Milepost } from "./milepost.ts";

/** The name of the file beside this script that does the work; the build fills it in. */
declare const CORE: string;

declare global {
  interface Window {
    milepost?: Milepost | Array<readonly unknown[]>;
  }
}

function openDoor(): void {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const isOff = localStorageSaysOff();
  if (isOff) console.warn("Milepost: switched off by localStorage.milepost");
  const early = window.milepost;
  // A classic script of another origin has no base of its own, so the address is made whole here.
  const core = () => import(new URL(CORE, script.src).href);
  // Switched off, it takes the page's calls and does nothing.
  const milepost = createMilepost(() => (isOff ? undefined : createHost(core)));
  window.milepost = milepost;
  const options = readOptions(script);
  if (options) milepost.init(options);
  if (Array.isArray(early)) milepost.push(...early);
}

/** One line in an end-to-end suite switches guidance off. */
function localStorageSaysOff(): boolean {
  try {
    return localStorage.getItem("milepost") === "off";
  } catch {
    return false;
  }
}

const GUIDES = ["auto", "asked", "off"] as const;

function readOptions(script: HTMLScriptElement): InitOptions | undefined {
  // A page's own names on every object would be found in a dataset too.
  const dataset: DOMStringMap = Object.assign(Object.create(null), script.dataset);
  const { config, user, account, token, endpoint, writeKey, locale, consent, guides, container, debug } =
    dataset;
  if (config === undefined) return undefined;
  const mode = GUIDES.find((one) => one === guides);
  return {
    config,
    ...(user !== undefined && { user }),
    ...(account !== undefined && { account }),
    ...(token !== undefined && { token }),
    ...(endpoint !== undefined && { endpoint }),
    ...(writeKey !== undefined && { writeKey }),
    ...(locale !== undefined && { locale }),
    // What is no level is told from none further in: it is not for the config to say then.
    ...(consent !== undefined && { consent: consent as Consent }),
    ...(debug !== undefined && { debug: debug !== "off" }),
    ...(mode && { guides: mode }),
    // Further down the page, it is not there yet.
    ...(container !== undefined && { container }),
  };
}

try {
  openDoor();
} catch (cause) {
  // The page comes first: it works on without guidance.
  console.warn(`Milepost: did not start: ${(cause as Error).message}`);
}
