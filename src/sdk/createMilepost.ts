import { type Call, createCalls } from "./calls.ts";
import type { Conduct } from "./conduct.ts";
import type { Properties, Report } from "./domain/facts.ts";
import type { Consent } from "./domain/plan.ts";
import { isMilepostError, MilepostError, whenLoaded } from "./errors.ts";
import type { Explanation } from "./explaining.ts";
import { checkPin, copy, createChecks } from "./given.ts";
import { createListeners } from "./listeners.ts";
import type { Events, InitOptions, Milepost } from "./milepost.ts";
import type { Said, Unheard } from "./ports.ts";
import type { Run } from "./run.ts";

/** Report names that have a type of their own, by their first word. */
const TYPES: Readonly<Record<string, "milestone" | "gap" | "guide" | "lead">> = {
  Milestone: "milestone",
  Gap: "gap",
  Guide: "guide",
  Lead: "lead",
};

/** What an instance needs of where it is, before it does anything. */
export interface Host {
  /** Brings in what does the work. */
  core(): Promise<Pick<typeof import("./core.ts"), "start">>;
  fetch(url: string): Promise<Response>;
  /** Epoch milliseconds. */
  now(): number;
  createId(): string;
  /** Keeps what `list` tells of when the page is left; `config` names whose it is. */
  unheard(config: string, list: () => readonly Said[]): Unheard;
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
  let latest: Partial<Record<"identify" | "group", Said>> = {};
  let missed = false;
  let unheard: Unheard | undefined;

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

  const { refuse, isLevel, isName } = createChecks(onError);

  const onProgress = (): void => listeners.tell("progress", undefined);

  function onRun(next: Run | undefined, isWanted: boolean): void {
    run = next;
    if (destroyed) return;
    if (!isWanted) {
      missed = true;
      unheard?.forget();
      return calls.close();
    }
    calls.open(next);
    if (missed) for (const { say, name, given } of Object.values(latest)) pass(note(say, name, given));
    missed = false;
    if (!next) return;
    unheard?.allow();
    calls.add({ run: (target) => target.begin() });
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

  /** What earlier pages have said and nobody has heard comes before all that this one says. */
  function recall({ unheard: open }: Host, config: InitOptions["config"]): void {
    // A pin changes with what is in the file.
    const name = typeof config === "string" ? config.split("#")[0] : Object(config).product;
    unheard = open(`${name}`, calls.unheard);
    // The clock may have been set back since.
    calls.recall(unheard.take().map((said) => toCall({ ...said, at: Math.min(said.at, now()) })));
  }

  function setConsent(level: Consent, isTheirs = false): void {
    if (!isLevel(level, "setConsent")) return;
    consent = [level, isTheirs];
    conduct?.setConsent(level, isTheirs);
  }

  const now = (): number => host?.now() ?? 0;

  /** What is said now. The page may go on changing what it has given. */
  const note = (say: Said["say"], name = "", given?: Properties): Said => ({
    say,
    name,
    given: copy(given),
    at: now(),
    id: host?.createId() ?? "",
  });

  const toCall = (said: Said): Call<Run> => ({ said, run: (target) => target.hear(said) });
  const pass = (said: Said): void => calls.add(toCall(said));

  /** A call that says something of the user or the account. */
  const describe =
    (call: "identify" | "group", expected: string) =>
    (id: string, traits?: Properties): void => {
      if (!isName(id, call, expected)) return;
      latest[call] = note(call, id, traits);
      pass(latest[call]);
    };

  /** The answer to a call that holds up no other; `none` where there is nobody to answer it. Never rejects. */
  const ask = <R>(none: R, call: (target: Run) => Promise<R>, said?: Said): Promise<R> =>
    new Promise((resolve) => {
      const fail = (fault: unknown): void => {
        onFault(fault);
        resolve(none);
      };
      if (!host) return resolve(none);
      calls.add({
        run: (target) => void call(target).then(resolve, fail),
        drop: () => resolve(none),
        ...(said && { said }),
      });
    });

  function destroy(): void {
    destroyed = true;
    unheard?.stop();
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
      recall(host, options.config);
      if (options.user !== undefined) milepost.identify(options.user);
      if (options.account !== undefined) milepost.group(options.account);
      const { reached } = options;
      if (reached) calls.add({ run: (target) => target.markReached(reached) });
      start(host, options).catch(onFault);
    },
    identify: describe("identify", "the user's id"),
    group: describe("group", "the account's id"),
    track(event, properties) {
      if (!isName(event, "track", "the name of an event")) return Promise.resolve(undefined);
      const said = note("track", event, properties);
      return ask(undefined, (target) => target.hear(said), said);
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
    reset() {
      latest = {};
      pass(note("reset"));
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
