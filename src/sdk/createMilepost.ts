import { createCalls } from "./calls.ts";
import type { Properties, Report } from "./domain/facts.ts";
import type { Consent } from "./domain/plan.ts";
import { isMilepostError, MilepostError } from "./errors.ts";
import { createListeners } from "./listeners.ts";
import { loadPlan } from "./loadPlan.ts";
import type { Events, InitOptions, Milepost } from "./milepost.ts";
import { createRun, type Run } from "./run.ts";
import type { World } from "./world.ts";

/** Report names that have a type of their own, by their first word. */
const TYPES: Readonly<Record<string, "milestone" | "gap" | "guide" | "lead">> = {
  Milestone: "milestone",
  Gap: "gap",
  Guide: "guide",
  Lead: "lead",
};

/**
 * An instance that waits for `init`.
 * @param createWorld What it will be plugged into; asked for at `init`. `undefined` where there is no page: the
 * instance then takes all calls and does nothing.
 */
export function createMilepost(createWorld: () => World | undefined): Milepost {
  const listeners = createListeners<Events>(onFault);
  const calls = createCalls<Run>(onFault);
  let world: World | undefined;
  let run: Run | undefined;
  let markReady: () => void;
  const whenReady = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  let decideConsent: (level: Consent) => void;
  const whenConsented = new Promise<Consent>((resolve) => {
    decideConsent = resolve;
  });
  let destroyed = false;

  function onError(error: MilepostError): void {
    world?.warn(error.message);
    listeners.tell("error", error);
  }

  function onFault(cause: unknown): void {
    onError(
      new MilepostError("unexpected", `something broke inside: ${(cause as Error)?.message ?? cause}`, {
        cause,
      }),
    );
  }

  function onReport(report: Report): void {
    const type = TYPES[report.event.split(" ")[0]!];
    if (type) listeners.tell(type, report);
    listeners.tell("report", report);
  }

  async function start(options: InitOptions): Promise<void> {
    const { config, consent: given } = options;
    const { plan, leftOut } = await loadPlan(config, world!);
    const name = typeof config === "string" ? config : "config";
    for (const { path, message } of leftOut) world!.warn(`${name}: ${path}: ${message}`);
    if (given ?? plan.consent) decideConsent((given ?? plan.consent)!);
    const consent = await whenConsented;
    if (destroyed) return;
    if (consent === "none") return destroy();
    const next = await createRun({ plan, consent, options, world: world!, onReport, onError, onFault });
    if (destroyed) return next.stop();
    run = next;
    calls.open(run);
    markReady();
  }

  function refuse(call: string, value: unknown, expected: string): void {
    onError(
      new MilepostError(
        "call-invalid",
        `${call}: found ${JSON.stringify(value) ?? "nothing"}, expected ${expected}`,
      ),
    );
  }

  /** Is it what the call needs? If not, the call is refused and that is said. */
  function isName(value: unknown, call: string, expected: string): value is string {
    if (typeof value === "string" && value !== "") return true;
    refuse(call, value, expected);
    return false;
  }

  const now = (): number => world?.clock.now() ?? Date.now();

  function destroy(): void {
    destroyed = true;
    calls.close();
    run?.stop();
    run = undefined;
    listeners.clear();
  }

  const milepost: Milepost = {
    init(options) {
      if (world || destroyed) return;
      world = createWorld();
      if (!world) return;
      if (options.user !== undefined) milepost.identify(options.user);
      if (options.account !== undefined) milepost.group(options.account);
      start(options).catch((cause) => {
        const source = typeof options.config === "string" ? options.config : "config";
        if (!isMilepostError(cause)) return onFault(cause);
        onError(new MilepostError(cause.code, `${source}: ${cause.message}`, { cause }));
      });
    },
    identify(userId, traits) {
      if (!isName(userId, "identify", "the user's id")) return;
      const [at, known] = [now(), copy(traits)];
      calls.add((target) => target.identify(userId, known, at));
    },
    group(accountId, traits) {
      if (!isName(accountId, "group", "the account's id")) return;
      const [at, known] = [now(), copy(traits)];
      calls.add((target) => target.group(accountId, known, at));
    },
    track(event, properties) {
      if (!isName(event, "track", "the name of an event")) return Promise.resolve(undefined);
      const [at, known] = [now(), copy(properties)];
      return new Promise((resolve) => {
        calls.add((target) => {
          target.track(event, known, at).then(resolve, (fault) => {
            onFault(fault);
            resolve(undefined);
          });
        });
      });
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
    reset: () => calls.add((target) => target.reset()),
    setConsent(level) {
      if (level === "none") destroy();
      else decideConsent(level);
    },
    progress: () => run?.progress(),
    destroy,
    push(...queued) {
      for (const [method, ...given] of queued) {
        const call = (milepost as unknown as Record<string, unknown>)[`${method}`];
        if (typeof call === "function" && Object.hasOwn(milepost, `${method}`)) call(...given);
        else refuse("push", method, "the name of a method");
      }
    },
  };
  return milepost;
}

/** The page may go on changing what it gave. What JSON cannot say is left out. */
function copy(properties: Properties | undefined): Properties {
  try {
    const known: unknown = JSON.parse(JSON.stringify(properties ?? {}));
    return typeof known === "object" && known !== null ? (known as Properties) : {};
  } catch {
    return {};
  }
}
