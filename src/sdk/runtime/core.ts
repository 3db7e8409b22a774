import type { DebugBy } from "../chunks/hints.ts";
import { CONSENTS } from "../domain/plan/consents.ts";
import type { Consent } from "../domain/plan/plan.ts";
import { isMilepostError, MilepostError, whenLoaded } from "../errors.ts";
import type { InitOptions, Milepost } from "../milepost.ts";
import { type ConsentedRun, type ConsentedRunOptions, createConsentedRun } from "./consentedRun.ts";
import { createBrowserWorld } from "./createBrowserWorld.ts";
import { loadPlan } from "./loadPlan.ts";
import type { Chunks, World } from "./world.ts";

type Hints = Awaited<ReturnType<Chunks["hints"]>>;

/** A level that a call has given; `isTheirs`: the user's own decision. */
export type SaidConsent = readonly [level: Consent, isTheirs: boolean];

export interface StartOptions
  extends Pick<
    ConsentedRunOptions,
    "createId" | "onRun" | "isMore" | "onReport" | "onProgress" | "onError" | "onFault"
  > {
  readonly options: InitOptions;
  /** What the page listens to. */
  readonly listeners: Pick<Milepost, "on">;
  /** Epoch milliseconds. */
  readonly since: number;
  /** What the address of a config answers, where there is one. */
  readonly reply: Promise<Response> | undefined;
  /** One line for whoever builds the page. */
  warn(line: string): void;
  /** Says that an option is not what it has to be. */
  refuse(option: string, value: unknown, expected: string): void;
  /** What calls have said up to now; it wins over option and config. */
  getSaidConsent(): SaidConsent | undefined;
  /** Whether this product may be started here; left out: it may. */
  claim?(product: string): boolean;
}

export interface Started extends ConsentedRun {
  /** Opens the inspector, and says on the console which guides are kept away. */
  debug(): void;
}

/**
 * Starts to guide the person at this page, as far as they consent; `undefined` where another tag of the page does.
 * @throws {MilepostError} where the config is missing or wrong.
 */
export async function start(
  { options, since, reply, warn, refuse, getSaidConsent, claim, ...known }: StartOptions,
  world: World = createBrowserWorld(),
): Promise<Started | undefined> {
  const { config } = options;
  const name = typeof config === "string" ? config : "config";
  const { plan, leftOut, keep } = await loadPlan(config, reply, world.chunks).catch((cause) => {
    throw isMilepostError(cause)
      ? new MilepostError(cause.code, `${name}: ${cause.message}`, { cause })
      : cause;
  });
  if (claim?.(plan.product) === false) return undefined;
  for (const { path, message } of leftOut) warn(`${name}: ${path}: ${message}`);
  const consented = createConsentedRun({ plan, keep, options, world, since, ...known });
  const ending = new AbortController();
  /** What is said to who builds the page is loaded when there is something to say. */
  const hint = (say: (hints: Hints) => void): void =>
    void whenLoaded("what says why", world.chunks.hints()).then(say).catch(known.onFault);
  const inspected = { ...world, ...known, ...consented, plan, options, end: ending.signal };
  const debug = (by?: DebugBy): void => hint((hints) => hints.debug(inspected, by));

  const said = getSaidConsent();
  const given: unknown = options.consent ?? plan.consent;
  if (said) consented.setConsent(...said);
  else {
    const level = consented.start();
    if (!level) refuse("consent", given, CONSENTS.join(", "));
    if (level === "guide-only" && given === undefined && (options.endpoint ?? plan.report))
      hint(({ REPORTS_WAIT }) => warn(REPORTS_WAIT));
  }
  if (/[?&]milepost=debug/.test(world.pages.url())) debug("address");
  else if (options.debug ?? world.isLocal()) debug("page");
  return {
    ...consented,
    debug,
    stop() {
      ending.abort();
      consented.stop();
    },
  };
}
