import type { Explanation } from "../domain/decide/explain.ts";
import { readRecord } from "../domain/lib/readRecord.ts";
import { isConsent } from "../domain/plan/consents.ts";
import type { Consent } from "../domain/plan/plan.ts";
import { MilepostError, whenLoaded } from "../errors.ts";
import { measure } from "../lib/measure.ts";
import type { Undo } from "../ports.ts";
import { resolveConsent } from "./consent.ts";
import { createRun } from "./run.ts";
import type { Run, RunOptions, Shared } from "./world.ts";

export interface ConsentedRunOptions extends Omit<RunOptions, "consent" | "shared" | "counted"> {
  /**
   * Given the run that takes calls from now on. Without one and `isWanted`, a run is being replaced: calls wait for the
   * next. Without one and not `isWanted`, the consent is `none`: calls are dropped.
   */
  onRun(run: Run | undefined, isWanted: boolean): void;
  /** Called with each run: something may be stored from then on. */
  readonly keep: (() => void) | undefined;
}

/**
 * Keeps one run alive for the consent level of the moment. A change stops the old run once its writes are stored, and
 * then starts the next, so that no two runs of a page overlap.
 */
export interface ConsentedRun {
  /** Begins at the level that option and config give. Returns it; `undefined`: nothing begins before `setConsent`. */
  start(): Consent | undefined;
  /** @param isTheirs The user's own decision, which outlives the page and which only they take back. */
  setConsent(level: Consent, isTheirs?: boolean): void;
  /** Resolves once the level of this moment is in force, or could not be. Never rejects. */
  whenSettled(): Promise<void>;
  /** Why each guide is shown or not, also where no run decides it. Empty where the run could not start. */
  explain(): Promise<Explanation[]>;
  /** The run of the level that is in force; `undefined` without consent. */
  run(): Run | undefined;
  stop: Undo;
}

const NOTHING_STORED = "the browser stores nothing: what is done is known to this page alone";

export function createConsentedRun({ onRun, keep, ...options }: ConsentedRunOptions): ConsentedRun {
  const { plan, world, onFault } = options;
  const { product } = plan;
  const siteData = world.siteData(product);
  let level: Consent | undefined;
  let run: Run | undefined;
  let shared: Shared | undefined;
  let undos: readonly Undo[] = [];
  let counted: string | undefined;
  let changing = Promise.resolve();
  let stopped = false;

  const resolve = (said: Consent | undefined): Consent | undefined =>
    resolveConsent({
      said,
      option: options.options.consent,
      config: plan.consent,
      optedOut: siteData.isRefused(),
      asksForPrivacy: world.asksForPrivacy,
      respectSignals: plan.report?.respectSignals === true,
    });

  function follow(next: Consent | undefined): void {
    if (stopped || next === undefined || next === level) return;
    level = next;
    onRun(undefined, next !== "none");
    // What is not wanted any more ends at once, whatever else is on its way.
    if (next === "none") close();
    changing = changing.then(() => change(next)).catch(onFault);
  }

  async function change(next: Consent): Promise<void> {
    await run?.whenStored();
    if (run) counted = world.pages.url();
    run?.stop();
    run = undefined;
    if (stopped || next !== level) return;
    if (next === "none") return siteData.forget();
    shared ??= open();
    const given = { consent: next, shared, counted };
    const fresh = await measure("init", () => createRun({ ...options, ...given }));
    if (shared) counted = world.pages.url();
    if (stopped || next !== level) return fresh.stop();
    run = fresh;
    onRun(run, true);
    keep?.();
  }

  function open(): Shared {
    const opened = world.open(product, () =>
      options.onError(new MilepostError("storage-broken", NOTHING_STORED)),
    );
    undos = [
      opened.tabs.onMessage((message) => {
        const { consent } = readRecord(message);
        if (isConsent(consent)) follow(resolve(consent));
      }),
      // While it was frozen, it heard nothing.
      world.pages.onShow(() => siteData.isRefused() && follow("none")),
    ];
    return opened;
  }

  function close(): void {
    run?.stop();
    run = undefined;
    for (const undo of undos) undo();
    undos = [];
    shared?.store.close();
    shared = counted = undefined;
  }

  return {
    start() {
      const next = resolve(undefined);
      follow(next);
      return next;
    },
    setConsent(said, isTheirs = false) {
      if (stopped) return;
      if (isTheirs) siteData.refuse(said === "none");
      const next = resolve(said);
      shared?.tabs.post({ consent: next });
      follow(next);
    },
    whenSettled: () => changing,
    run: () => run,
    async explain() {
      if (run) return run.explain();
      const { explainWithheld } = await whenLoaded("what says why", world.chunks.explain());
      return explainWithheld(plan, level, siteData.isRefused());
    },
    stop() {
      stopped = true;
      close();
    },
  };
}
