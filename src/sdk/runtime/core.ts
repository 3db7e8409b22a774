import { CONSENTS } from "../domain/plan/consents.ts";
import type { Consent } from "../domain/plan/plan.ts";
import { isMilepostError, MilepostError } from "../errors.ts";
import type { InitOptions } from "../milepost.ts";
import { type ConsentedRun, type ConsentedRunOptions, createConsentedRun } from "./consentedRun.ts";
import { createBrowserWorld } from "./createBrowserWorld.ts";
import { loadPlan } from "./loadPlan.ts";
import type { World } from "./world.ts";

/** A level that a call has given; `isTheirs`: the user's own decision. */
export type SaidConsent = readonly [level: Consent, isTheirs: boolean];

export interface StartOptions
  extends Pick<ConsentedRunOptions, "onRun" | "onReport" | "onProgress" | "onError" | "onFault"> {
  readonly options: InitOptions;
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

/**
 * Starts to guide the person at this page, as far as they consent; `undefined` where another tag of the page does.
 * @throws {MilepostError} where the config is missing or wrong.
 */
export async function start(
  { options, since, reply, warn, refuse, getSaidConsent, claim, ...listeners }: StartOptions,
  world: World = createBrowserWorld(),
): Promise<ConsentedRun | undefined> {
  const { config } = options;
  const name = typeof config === "string" ? config : "config";
  const { plan, leftOut } = await loadPlan(config, reply, world.chunks).catch((cause) => {
    throw isMilepostError(cause)
      ? new MilepostError(cause.code, `${name}: ${cause.message}`, { cause })
      : cause;
  });
  if (claim?.(plan.product) === false) return undefined;
  for (const { path, message } of leftOut) warn(`${name}: ${path}: ${message}`);
  const from = typeof config === "string" ? world.cameFrom(config) : "page";
  const consented = createConsentedRun({ plan, options, world, loading: { since, from }, ...listeners });
  const said = getSaidConsent();
  const given: unknown = options.consent ?? plan.consent;
  if (said) consented.setConsent(...said);
  else if (!consented.start() && given !== undefined) refuse("consent", given, CONSENTS.join(", "));
  return consented;
}
