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

/** The instances that tags have started in this page, by the address of their config and by their product. */
type Started = Map<string, Milepost>;

/** Under a symbol of the whole page, since each tag brings a copy of this code. */
function findStarted(): Started {
  const page = window as unknown as Record<symbol, Started | undefined>;
  return (page[Symbol.for("milepost")] ??= new Map());
}

const sayTwice = (what: string): void =>
  console.warn(`Milepost: found a second script tag for ${what}, expected one; it starts nothing`);

function openDoor(): void {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const early = window.milepost;
  const options = readOptions(script);
  const started = findStarted();
  const config = options ? `config ${new URL(`${options.config}`, document.baseURI).href.split("#")[0]}` : "";
  const other = started.get(config);
  if (other) {
    // Frameworks that swap the body evaluate what is in it again: that is said once.
    if (!started.has("said")) sayTwice(options ? `${options.config}` : "this page");
    started.set("said", other);
    // The second tag's snippet may have put a list of its own in its place.
    window.milepost = other;
    if (Array.isArray(early)) other.push(...early);
    return;
  }
  const claim = (product: string): boolean => {
    const name = `product ${product}`;
    const isFree = !started.has(name);
    if (isFree) started.set(name, milepost);
    else {
      sayTwice(`the product ${product}`);
      window.milepost = started.get(name)!;
    }
    return isFree;
  };
  // A classic script of another origin has no base of its own, so the address is made whole here.
  const core = () => import(new URL(CORE, script.src).href);
  const milepost = createMilepost(() => createHost(core, { isOff: isSwitchedOff, claim }));
  const { destroy } = milepost;
  milepost.destroy = () => {
    destroy();
    for (const [name, one] of started) if (one === milepost) started.delete(name);
    if (!started.size) Reflect.deleteProperty(window, Symbol.for("milepost"));
  };
  started.set(config, milepost);
  window.milepost = milepost;
  if (options) milepost.init(options);
  if (Array.isArray(early)) milepost.push(...early);
}

/** One line in an end-to-end suite switches guidance off. */
function isSwitchedOff(): boolean {
  try {
    const isOff = localStorage.getItem("milepost") === "off";
    if (isOff) console.warn("Milepost: switched off by localStorage.milepost");
    return isOff;
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
