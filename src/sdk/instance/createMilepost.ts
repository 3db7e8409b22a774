import type { Explanation } from "../domain/decide/explain.ts";
import type { Consent } from "../domain/plan/plan.ts";
import type { Properties } from "../domain/state/facts.ts";
import type { InitOptions, Milepost } from "../milepost.ts";
import type { Run } from "../runtime/run.ts";
import { createCallQueue } from "./callQueue.ts";
import { createChecks } from "./checkInput.ts";
import { type Host, NOWHERE } from "./host.ts";
import { leaveZones } from "./leaveZones.ts";
import { createLifecycle } from "./lifecycle.ts";
import { createPageEvents } from "./pageEvents.ts";
import { createPersonCalls } from "./personCalls.ts";

/**
 * An instance that waits for `init`.
 * @param findHost Gives `undefined` where there is no page: the instance then takes all calls and does nothing.
 */
export function createMilepost(findHost: () => Host | undefined): Milepost {
  const host = findHost();
  const events = createPageEvents((line) => host?.warn(line));
  const { listeners, onFault } = events;
  const { refuse, isLevel, isName } = createChecks(events.onError);
  const calls = createCallQueue<Run>(onFault);
  const personCalls = createPersonCalls({ calls, ...(host ?? NOWHERE) });
  const { note, pass } = personCalls;
  if (!host) calls.close();
  const lifecycle = createLifecycle({ events, calls, personCalls, refuse });
  let started = false;

  function setConsent(level: Consent, isTheirs = false): void {
    if (isLevel(level, "setConsent")) lifecycle.setConsent(level, isTheirs);
  }

  /** A call that says something of the user or the account. */
  const describe =
    (call: "identify" | "group", expected: string) =>
    (id: string, traits?: Properties): void => {
      if (isName(id, call, expected)) pass(note(call, id, traits));
    };

  /** What is given may be anything, and may throw where it is looked at. */
  function begin(given: InitOptions): void {
    if (!host || started || lifecycle.isDestroyed()) return;
    // What stands on `Object.prototype` is no option.
    const options = { __proto__: null, ...given };
    if (!options.config) return refuse("init", given, "an object with a config");
    started = true;
    personCalls.recall(options.config);
    if (options.user !== undefined) milepost.identify(options.user);
    if (options.account !== undefined) milepost.group(options.account);
    const { reached } = options;
    if (reached) calls.add({ run: (target) => target.markReached(reached) });
    lifecycle.start(host, options).catch(onFault);
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
      return calls.ask(undefined, (target) => target.hear(personCall), personCall);
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
    once: listeners.once,
    ready: () => lifecycle.whenReady,
    reset: () => pass(note("reset")),
    setConsent: (level) => setConsent(level),
    optIn: () => setConsent("full", true),
    optOut: () => setConsent("none", true),
    progress() {
      try {
        return lifecycle.run()?.progress();
      } catch (fault) {
        onFault(fault);
        return undefined;
      }
    },
    async explain(guide) {
      const all = await calls.ask<readonly Explanation[]>([], (target) => target.explain());
      return all.filter((one) => guide === undefined || one.guide === guide);
    },
    destroy() {
      lifecycle.destroy();
      listeners.clear();
    },
    push(...queued) {
      for (const one of queued) {
        const [method, ...given] = Array.isArray(one) ? one : [one];
        const call = Object.entries(milepost).find(([name]) => name === method)?.[1];
        if (call) call(...given);
        else refuse("push", method, "the name of a method");
      }
    },
  };
  leaveZones(milepost);
  return milepost;
}
