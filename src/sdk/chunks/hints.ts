/** What is said to who builds the page: loaded on localhost, where it is asked for, and where reports wait for consent. */

import type { Explanation } from "../domain/decide/explain.ts";
import type { Milepost } from "../milepost.ts";

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
