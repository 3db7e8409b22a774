import type { Consent } from "../domain/plan/plan.ts";
import type { Properties } from "../domain/state/facts.ts";
import type { InitOptions, Milepost } from "../milepost.ts";
import type { Run } from "../runtime/world.ts";
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
  const { lose, refuse, isLevel, isName } = createChecks(events.onError);
  const calls = createCallQueue<Run>(onFault, () => lifecycle.run()?.settle());
  const getOnTheWay = () => lifecycle.run()?.getPending() ?? [];
  const personCalls = createPersonCalls({ calls, lose, getOnTheWay, ...(host ?? NOWHERE) });
  const { note, pass } = personCalls;
  const lifecycle = createLifecycle({ events, calls, personCalls, refuse });
  if (!host) lifecycle.destroy();
  let started = false;

  function setConsent(level: Consent, isTheirs = false): void {
    if (isLevel(level, "setConsent")) lifecycle.setConsent(level, isTheirs);
  }

  /** A call that says something of the user or the account. Who is not named is not whoever was there before. */
  const describe =
    (call: "identify" | "group", expected: string) =>
    (given: string | number | null, traits?: Properties): void => {
      const id = Number.isFinite(given) ? `${given}` : given;
      if (id === null && call === "group") pass(note(call));
      else if (isName(id, call, expected)) pass(note(call, id, traits));
      else pass(note(call));
    };

  /** What is given may be anything, and may throw where it is looked at. */
  function begin(given: InitOptions): void {
    if (!host || started || lifecycle.isDestroyed()) return;
    // What stands on `Object.prototype` is no option.
    const options = { __proto__: null, ...given };
    if (!options.config) return refuse("init", given, "an object with a config");
    started = true;
    // What comes over the network is on its way before storage is looked at.
    lifecycle.start(host, options);
    if (host.isOff?.()) return lifecycle.destroy();
    personCalls.recall(options.config);
    if (options.user !== undefined) milepost.identify(options.user);
    if (options.account !== undefined) milepost.group(options.account);
    const { reached } = options;
    if (reached) calls.add({ run: (target) => target.markReached(reached) });
  }

  const milepost: Milepost = {
    init(given) {
      try {
        begin(given);
      } catch (fault) {
        onFault(fault);
      }
    },
    identify: describe("identify", "the user's id; what follows is nobody's"),
    group: describe("group", "the account's id, or null to leave it; what follows is no account's"),
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
    ready: lifecycle.whenReady,
    reset: () => pass(note("reset")),
    setConsent: (level) => setConsent(level),
    optIn: () => setConsent("full", true),
    optOut: () => setConsent("none", true),
    progress: lifecycle.progress,
    async explain(guide) {
      if (!started) host?.warn("explain() waits for init()");
      const all = await lifecycle.explain();
      return all.filter((one) => guide === undefined || one.guide === guide);
    },
    debug: lifecycle.debug,
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
