import type { Explanation } from "../domain/decide/explain.ts";
import type { Consent } from "../domain/plan/plan.ts";
import type { Properties } from "../domain/state/facts.ts";
import { whenLoaded } from "../errors.ts";
import type { InitOptions, Milepost } from "../milepost.ts";
import type { PersonCall } from "../ports.ts";
import type { ConsentedRun } from "../runtime/consentedRun.ts";
import type { SaidConsent } from "../runtime/core.ts";
import type { Run } from "../runtime/run.ts";
import { createCallQueue } from "./callQueue.ts";
import { checkPin, createChecks } from "./checkInput.ts";
import { createPageEvents } from "./pageEvents.ts";
import { createPersonCalls, type PersonCallsOptions } from "./personCalls.ts";

/** What an instance needs of where it is, before it does anything. */
export interface Host extends Omit<PersonCallsOptions, "calls"> {
  /** Brings in what does the work. */
  core(): Promise<Pick<typeof import("../runtime/core.ts"), "start">>;
  fetch(url: string): Promise<Response>;
  /** One line for whoever builds the page. */
  warn(line: string): void;
}

/** A server, where nothing ever hears. */
const NOWHERE: Omit<PersonCallsOptions, "calls"> = {
  now: () => 0,
  createId: () => "",
  pendingCalls: () => ({ allow() {}, forget() {}, drain: () => [], stop() {} }),
};

/**
 * An instance that waits for `init`.
 * @param findHost Gives `undefined` where there is no page: the instance then takes all calls and does nothing.
 */
export function createMilepost(findHost: () => Host | undefined): Milepost {
  const host = findHost();
  const events = createPageEvents((line) => host?.warn(line));
  const { listeners, onError, onFault, onProgress } = events;
  const { refuse, isLevel, isName } = createChecks(onError);
  const calls = createCallQueue<Run>(onFault);
  const { note, pass, ...personCalls } = createPersonCalls({ calls, ...(host ?? NOWHERE) });
  let run: Run | undefined;
  let started = false;
  let destroyed = false;
  let markReady: () => void;
  const whenReady = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  let consented: ConsentedRun | undefined;
  /** The latest of `setConsent`, `optIn` and `optOut`, for a core that is not there yet. */
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
    markReady();
    onProgress();
  }

  async function start({ core, fetch, now, warn }: Host, options: InitOptions): Promise<void> {
    const since = now();
    // Both are on the way at once; whoever waits for the reply hears of its failure.
    const { config } = options;
    if (typeof config === "string") checkPin(config);
    const reply = typeof config === "string" ? fetch(config) : undefined;
    reply?.catch(() => {});
    const whole = await whenLoaded("what does the work", core());
    const getSaidConsent = (): SaidConsent | undefined => said;
    consented = await whole.start({ ...events, options, since, reply, warn, refuse, getSaidConsent, onRun });
    if (destroyed) return consented.stop();
    // Said since the core has asked.
    if (said) consented.setConsent(...said);
  }

  function setConsent(level: Consent, isTheirs = false): void {
    if (!isLevel(level, "setConsent")) return;
    said = [level, isTheirs];
    consented?.setConsent(level, isTheirs);
  }

  /** A call that says something of the user or the account. */
  const describe =
    (call: "identify" | "group", expected: string) =>
    (id: string, traits?: Properties): void => {
      if (isName(id, call, expected)) pass(note(call, id, traits));
    };

  /** The answer to a call that holds up no other; `none` where there is nobody to answer it. Never rejects. */
  const ask = <R>(none: R, call: (target: Run) => Promise<R>, personCall?: PersonCall): Promise<R> =>
    new Promise((resolve) => {
      const fail = (fault: unknown): void => {
        onFault(fault);
        resolve(none);
      };
      if (!host) return resolve(none);
      calls.add({
        run: (target) => void call(target).then(resolve, fail),
        drop: () => resolve(none),
        ...(personCall && { personCall }),
      });
    });

  /** What is given may be anything, and may throw where it is looked at. */
  function begin(given: InitOptions): void {
    if (!host || started || destroyed) return;
    // What stands on `Object.prototype` is no option.
    const options = { __proto__: null, ...given };
    if (!options.config) return refuse("init", given, "an object with a config");
    started = true;
    personCalls.recall(options.config);
    if (options.user !== undefined) milepost.identify(options.user);
    if (options.account !== undefined) milepost.group(options.account);
    const { reached } = options;
    if (reached) calls.add({ run: (target) => target.markReached(reached) });
    start(host, options).catch(onFault);
  }

  function destroy(): void {
    destroyed = true;
    personCalls.stop();
    calls.close();
    consented?.stop();
    run = undefined;
    listeners.clear();
  }

  const milepost: Milepost = {
    init(given) {
      try {
        begin(given);
      } catch (fault) {
        onFault(fault);
      }
    },
    identify: describe("identify", "the user's id"),
    group: describe("group", "the account's id"),
    track(event, properties) {
      if (!isName(event, "track", "the name of an event")) return Promise.resolve(undefined);
      const personCall = note("track", event, properties);
      return ask(undefined, (target) => target.hear(personCall), personCall);
    },
    page: () => pass(note("page")),
    start(id) {
      if (isName(id, "start", "the id of a guide or doc")) calls.add({ run: (target) => target.start(id) });
    },
    end: (id) => calls.add({ run: (target) => target.end(id) }),
    pause: () => calls.add({ run: (target) => target.pause(true) }),
    resume: () => calls.add({ run: (target) => target.pause(false) }),
    on: listeners.on,
    off: listeners.off,
    once(type, listener) {
      const undo = listeners.on(type, (event) => {
        undo();
        listener(event);
      });
      return undo;
    },
    ready: () => whenReady,
    reset: () => pass(note("reset")),
    setConsent: (level) => setConsent(level),
    optIn: () => setConsent("full", true),
    optOut: () => setConsent("none", true),
    progress() {
      try {
        return run?.progress();
      } catch (fault) {
        onFault(fault);
        return undefined;
      }
    },
    async explain(guide) {
      const all = await ask<readonly Explanation[]>([], (target) => target.explain());
      return all.filter((one) => guide === undefined || one.guide === guide);
    },
    destroy,
    push(...queued) {
      for (const one of queued) {
        const [method, ...given] = Array.isArray(one) ? one : [one];
        const call = Object.entries(milepost).find(([name]) => name === method)?.[1];
        if (call) call(...given);
        else refuse("push", method, "the name of a method");
      }
    },
  };
  return milepost;
}
