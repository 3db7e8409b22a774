import type { Explanation } from "../domain/decide/explain.ts";
import type { Progress } from "../domain/engine/progress.ts";
import type { Consent } from "../domain/plan/plan.ts";
import { whenLoaded } from "../errors.ts";
import type { InitOptions } from "../milepost.ts";
import type { SaidConsent, Started } from "../runtime/core.ts";
import type { Run } from "../runtime/world.ts";
import type { CallQueue } from "./callQueue.ts";
import { type Checks, checkPin } from "./checkInput.ts";
import type { Host } from "./host.ts";
import type { PageEvents } from "./pageEvents.ts";
import type { PersonCalls } from "./personCalls.ts";

export interface LifecycleOptions {
  readonly events: PageEvents;
  readonly calls: CallQueue<Run>;
  readonly personCalls: PersonCalls;
  readonly refuse: Checks["refuse"];
}

/** From `init` to `destroy`: brings in what does the work, and opens the calls to the run that the consent allows. */
export interface Lifecycle {
  /** What keeps it from starting is an error for the page. */
  start(host: Host, options: InitOptions): void;
  /** @param isTheirs The user's own decision. */
  setConsent(level: Consent, isTheirs: boolean): void;
  /** The run that takes calls just now. */
  run(): Run | undefined;
  /** Where the person stands by that run; `undefined` without one. Never throws. */
  progress(): Progress | undefined;
  /** Resolves once it has started and the consent of this moment is in force, or it is known that it does not start. */
  whenReady(): Promise<void>;
  /** Why each guide is shown or not, once that is known. Never rejects. */
  explain(): Promise<readonly Explanation[]>;
  debug(): void;
  /** For good. */
  destroy(): void;
  isDestroyed(): boolean;
}

export function createLifecycle({ events, calls, personCalls, refuse }: LifecycleOptions): Lifecycle {
  let run: Run | undefined;
  let destroyed = false;
  let consented: Started | undefined;
  let debugging = false;
  let markStarted: () => void;
  const whenStarted = new Promise<void>((resolve) => {
    markStarted = resolve;
  });
  /** The latest that was said, for a core that is not there yet. */
  let said: SaidConsent | undefined;
  /** Calls were dropped while the consent was `none`: with the next one, who is at work has to be said anew. */
  let missed = false;

  function onRun(next: Run | undefined, isWanted: boolean): void {
    run = next;
    if (destroyed) return;
    if (!isWanted) {
      missed = true;
      personCalls.forget();
      return calls.close();
    }
    calls.open(next);
    if (missed) personCalls.repeat();
    missed = false;
    if (!next) return;
    personCalls.allow();
    calls.add({ run: (target) => target.begin() });
    events.onProgress();
  }

  /** Rejects where the config is missing or wrong, or what does the work does not come. */
  async function start({ core, fetch, now, ...host }: Host, options: InitOptions): Promise<void> {
    const since = now();
    // Both are on the way at once.
    const reply = getReply(options, fetch);
    const whole = await whenLoaded("what does the work", core());
    if (destroyed) return;
    consented = await whole.start({
      ...events,
      ...host,
      options,
      since,
      reply,
      refuse,
      getSaidConsent: () => said,
      onRun,
      isMore: calls.isMore,
    });
    if (!consented) return calls.close();
    if (destroyed) return consented.stop();
    // Said since the core has asked.
    if (said) consented.setConsent(...said);
    if (debugging) consented.debug();
  }

  async function whenReady(): Promise<void> {
    await whenStarted;
    await consented?.whenSettled();
  }

  return {
    start: (host, options) => void start(host, options).catch(events.onFault).then(markStarted),
    whenReady,
    async explain() {
      await whenReady();
      // What was called before is taken before.
      if (run) return calls.ask<readonly Explanation[]>([], (target) => target.explain());
      return (await consented?.explain().catch(events.onFault)) ?? [];
    },
    debug() {
      debugging = true;
      consented?.debug();
    },
    setConsent(level, isTheirs) {
      said = [level, isTheirs];
      consented?.setConsent(level, isTheirs);
    },
    run: () => run,
    progress() {
      try {
        return run?.progress();
      } catch (fault) {
        events.onFault(fault);
        return undefined;
      }
    },
    destroy() {
      destroyed = true;
      personCalls.stop();
      calls.close();
      consented?.stop();
      markStarted();
      run = undefined;
    },
    isDestroyed: () => destroyed,
  };
}

/** What the address of a config answers, where there is one. Whoever waits for it hears of its failure. */
function getReply({ config }: InitOptions, fetch: Host["fetch"]): Promise<Response> | undefined {
  if (typeof config !== "string") return undefined;
  checkPin(config);
  const reply = fetch(config);
  reply.catch(() => {});
  return reply;
}
