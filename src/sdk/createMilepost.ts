import { createCalls } from "./calls.ts";
import type { Conduct } from "./conduct.ts";
import type { Properties, Report } from "./domain/facts.ts";
import type { Consent } from "./domain/plan.ts";
import { isMilepostError, MilepostError, whenLoaded } from "./errors.ts";
import type { Explanation } from "./explaining.ts";
import { checkPin, copy, toPlain } from "./given.ts";
import { createListeners } from "./listeners.ts";
import type { Events, InitOptions, Milepost } from "./milepost.ts";
import type { Run } from "./run.ts";

/** Report names that have a type of their own, by their first word. */
const TYPES: Readonly<Record<string, "milestone" | "gap" | "guide" | "lead">> = {
  Milestone: "milestone",
  Gap: "gap",
  Guide: "guide",
  Lead: "lead",
};

const LEVELS: readonly Consent[] = ["full", "guide-only", "none"];

/** What an instance needs of where it is, before it does anything. */
export interface Host {
  /** Brings in what does the work. */
  core(): Promise<Pick<typeof import("./core.ts"), "start">>;
  fetch(url: string): Promise<Response>;
  /** Epoch milliseconds. */
  now(): number;
  /** One line for whoever builds the page. */
  warn(line: string): void;
}

/**
 * An instance that waits for `init`.
 * @param findHost Gives `undefined` where there is no page: the instance then takes all calls and does nothing.
 */
export function createMilepost(findHost: () => Host | undefined): Milepost {
  const host = findHost();
  const listeners = createListeners<Events>(onListenerFault);
  const calls = createCalls<Run>(onFault);
  let run: Run | undefined;
  let started = false;
  let destroyed = false;
  let markReady: () => void;
  const whenReady = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  let conduct: Conduct | undefined;
  /** What the page has said of consent before anybody could hear it. */
  let consent: readonly [level: Consent, isTheirs: boolean] | undefined;
  /** Who is at work, for a consent that comes again. */
  let latest: Partial<Record<"identify" | "group", (target: Run) => unknown>> = {};
  let missed = false;

  function onError(error: MilepostError): void {
    host?.warn(error.message);
    listeners.tell("error", error);
  }

  function onFault(cause: unknown): void {
    if (isMilepostError(cause)) return onError(cause);
    const what = (cause as Error)?.message ?? cause;
    onError(new MilepostError("unexpected", `something broke inside: ${what}`, { cause }));
  }

  /** A listener of errors that throws is not told of that: it would throw again. */
  function onListenerFault(cause: unknown, type: keyof Events): void {
    if (type === "error") host?.warn(`a listener of errors threw: ${cause}`);
    else onFault(cause);
  }

  function onReport(report: Report): void {
    const type = TYPES[report.event.split(" ")[0]!];
    if (type) listeners.tell(type, report);
    listeners.tell("report", report);
  }

  const onProgress = (): void => listeners.tell("progress", undefined);

  function onRun(next: Run | undefined, isWanted: boolean): void {
    run = next;
    if (destroyed) return;
    if (!isWanted) {
      missed = true;
      return calls.close();
    }
    calls.open(next);
    if (missed) for (const say of Object.values(latest)) calls.add(say);
    missed = false;
    if (!next) return;
    calls.add((target) => target.begin());
    markReady();
    onProgress();
  }

  async function start({ core, fetch, warn }: Host, options: InitOptions): Promise<void> {
    const since = now();
    // Both are on the way at once; whoever waits for the reply hears of its failure.
    const { config } = options;
    if (typeof config === "string") checkPin(config);
    const reply = typeof config === "string" ? fetch(config) : undefined;
    reply?.catch(() => {});
    const whole = await whenLoaded("what does the work", core());
    const level = (given: Consent | undefined): Consent | undefined =>
      consent?.[0] ?? (given === undefined || isLevel(given, "consent") ? given : undefined);
    const listeners = { onRun, onReport, onProgress, onError, onFault };
    conduct = await whole.start({ options, since, reply, warn, consent: level, ...listeners });
    if (destroyed) return conduct.stop();
    if (consent) conduct.setConsent(...consent);
  }

  function setConsent(level: Consent, isTheirs = false): void {
    if (!isLevel(level, "setConsent")) return;
    consent = [level, isTheirs];
    conduct?.setConsent(level, isTheirs);
  }

  function refuse(call: string, value: unknown, expected: string): void {
    const found = JSON.stringify(toPlain(value)) ?? "nothing";
    onError(new MilepostError("call-invalid", `${call}: found ${found}, expected ${expected}`));
  }

  /** What is no level gives no consent, and that is said. */
  function isLevel(level: Consent, call: string): boolean {
    const isOne = LEVELS.includes(level);
    if (!isOne) refuse(call, level, LEVELS.join(", "));
    return isOne;
  }

  /** Is it what the call needs? If not, the call is refused and that is said. */
  function isName(value: unknown, call: string, expected: string): value is string {
    // What stands under `__proto__` in an object is none of its own.
    const isGiven = typeof value === "string" && value !== "" && value !== "__proto__";
    if (!isGiven) refuse(call, value, expected);
    return isGiven;
  }

  /** A call that says something of the user or the account, with the time at which it is made. */
  const describe =
    (call: "identify" | "group", expected: string) =>
    (id: string, traits?: Properties): void => {
      if (!isName(id, call, expected)) return;
      const [at, known] = [now(), copy(traits)];
      const say = (target: Run): unknown => target[call](id, known, at);
      latest[call] = say;
      calls.add(say);
    };

  const now = (): number => host?.now() ?? 0;

  /** The answer to a call that holds up no other; `none` where there is nobody to answer it. Never rejects. */
  const ask = <R>(none: R, call: (target: Run) => Promise<R>): Promise<R> =>
    new Promise((resolve) => {
      const fail = (fault: unknown): void => {
        onFault(fault);
        resolve(none);
      };
      if (!host) return resolve(none);
      calls.add(
        (target) => void call(target).then(resolve, fail),
        () => resolve(none),
      );
    });

  function destroy(): void {
    destroyed = true;
    calls.close();
    conduct?.stop();
    run = undefined;
    listeners.clear();
  }

  const milepost: Milepost = {
    init(given) {
      if (!host || started || destroyed) return;
      // What stands on `Object.prototype` is no option.
      const options = { __proto__: null, ...given };
      if (!options.config) return refuse("init", given, "an object with a config");
      started = true;
      if (options.user !== undefined) milepost.identify(options.user);
      if (options.account !== undefined) milepost.group(options.account);
      const { reached } = options;
      if (reached) calls.add((target) => target.markReached(reached));
      start(host, options).catch(onFault);
    },
    identify: describe("identify", "the user's id"),
    group: describe("group", "the account's id"),
    track(event, properties) {
      if (!isName(event, "track", "the name of an event")) return Promise.resolve(undefined);
      const [at, known] = [now(), copy(properties)];
      return ask(undefined, (target) => target.track(event, known, at));
    },
    page() {
      const at = now();
      calls.add((target) => target.page(at));
    },
    start(id) {
      if (isName(id, "start", "the id of a guide or doc")) calls.add((target) => target.start(id));
    },
    end: (id) => calls.add((target) => target.end(id)),
    pause: () => calls.add((target) => target.pause(true)),
    resume: () => calls.add((target) => target.pause(false)),
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
    reset() {
      latest = {};
      calls.add((target) => target.reset());
    },
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
