import { isConsent } from "../domain/plan/consents.ts";
import type { Consent } from "../domain/plan/plan.ts";

/** All that has a say in how far a person is guided and reported. */
export interface ConsentInput {
  /** The level of the latest `setConsent`, `optIn` or `optOut`, in this page or in another tab. */
  readonly said: Consent | undefined;
  /** The option `consent` as the page gives it, which may be anything. */
  readonly option: unknown;
  /** The config's `consent`. */
  readonly config: unknown;
  /** Has the user opted out, in this page or an earlier one? */
  readonly optedOut: boolean;
  /** Does the browser ask that nobody is followed? */
  asksForPrivacy(): boolean;
  /** The config's `report.respectSignals`. */
  readonly respectSignals: boolean;
}

/**
 * Decides the level of consent: the first that is given of call, option and config, and no more than the user and their
 * browser allow. Where nobody gives one, guides work and nothing leaves the browser. `undefined`: what was given is no
 * level; nothing begins.
 */
export function resolveConsent({
  said,
  option,
  config,
  optedOut,
  asksForPrivacy,
  respectSignals,
}: ConsentInput): Consent | undefined {
  const given: unknown = said ?? option ?? config ?? ("guide-only" satisfies Consent);
  if (!isConsent(given)) return undefined;
  if (optedOut) return "none";
  return given === "full" && respectSignals && asksForPrivacy() ? "guide-only" : given;
}
