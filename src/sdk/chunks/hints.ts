/** What is said to who builds the page: loaded on localhost, where it is asked for, and where reports wait for consent. */

import type { Inspected } from "../../inspector/inspected.ts";
import type { Explanation } from "../domain/decide/explain.ts";
import { whenLoaded } from "../errors.ts";
import type { Milepost } from "../milepost.ts";

/** Who asks: a call of `debug()`, the page's address, or the page itself, by its option or its host. */
export type DebugBy = "address" | "page" | undefined;

/** What an instance lets who builds it look into. */
export interface Debugged extends Omit<SayWhyOptions, "say" | "clock">, Inspected {
  isLocal(): boolean;
  onFault(fault: unknown): void;
  /** What is on already. */
  debugging?: { panel?: () => void };
}

/** Says why on the console from now on; a call opens the inspector too, and so does the address where the config lets it. */
export function debug(given: Debugged, by?: DebugBy): void {
  const allowed = given.plan.debug?.open ?? "localhost";
  const mayOpen = allowed === "localhost" ? given.isLocal() : allowed;
  const asks = given.options.debug ?? given.isLocal();
  const opens = by === undefined || (by === "address" && mayOpen);
  if (!given.debugging && (opens || asks)) {
    given.debugging = {};
    sayWhy(given);
  }
  // In a test there is no page.
  if (!opens || typeof document === "undefined") return;
  whenLoaded("the inspector", loadInspector())
    .then(({ openInspector }) => {
      if (given.end.aborted || given.debugging?.panel) return;
      const close = openInspector(given, () => delete given.debugging?.panel);
      Object.assign(given.debugging!, { panel: close });
    })
    .catch(given.onFault);
}

/** Targets come late and decisions change with each fact: what is kept away for so long is said. */
const SETTLING_MS = 1_000;

export const REPORTS_WAIT =
  "guides work, and reports wait for consent. " +
  'Give it by "consent": "full" in the config, data-consent="full" on the tag, ' +
  'init({ consent: "full" }) or milepost.setConsent("full")';

export interface SayWhyOptions {
  readonly clock: { after(ms: number, run: () => void): () => void };
  /** `progress` is told where a decision may have changed. */
  readonly listeners: Pick<Milepost, "on">;
  /** Why each guide is shown or not, now. */
  explain(): Promise<readonly Explanation[]>;
  readonly end: AbortSignal;
  /** One line on the console. @default `console.info`, which is no warning */
  say?(line: string): void;
}

/** Says which guides are kept away, and by what: each reason of a guide once, until it has changed. */
export function sayWhy({ clock, listeners, explain, end, say = inform }: SayWhyOptions): void {
  const known = new Map<string, string>();
  let callOff: (() => void) | undefined;

  async function tell(): Promise<void> {
    callOff = undefined;
    for (const one of await explain()) {
      const why = getWhy(one);
      if (end.aborted || known.get(one.guide) === why) continue;
      known.set(one.guide, why);
      if (why !== "") say(one.text);
    }
  }

  // What keeps it from answering is said where it happens.
  const look = (): void => {
    callOff ??= clock.after(SETTLING_MS, () => void tell().catch(() => {}));
  };
  if (end.aborted) return;
  const undo = listeners.on("progress", look);
  end.addEventListener("abort", () => {
    undo();
    callOff?.();
  });
  look();
}

const inform = (line: string): void => console.info(`Milepost: ${line}`);

/** What keeps it away, without the times that pass; empty for what is shown. */
function getWhy(one: Explanation): string {
  if (one.show) return one.missing ? "missing" : "";
  const { at, until, ...why } = one.reason as { at?: number; until?: number };
  return JSON.stringify(why);
}

/** It is drawn by what draws guides. */
const loadInspector = async (): Promise<typeof import("./inspect.ts")> =>
  (await import("./show.ts")).loadInspector();
